package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what stands in {@code docs/replies.md}. */
class RepliesDocumentTests {

    private static final Path DOCUMENT = Path.of("../docs/replies.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void beginsWithTwoTurns() throws IOException {
        Replies replies = example(0);

        assertThat(turn(replies, "check EXP-2026-1107", "").call()).hasSize(1);
        assertThat(turn(replies, "go on", "{\"total\": 1}").say()).isEqualTo("The report is complete.");
    }

    @Test
    void guardsOneTurnInManyWays() throws IOException {
        Replies replies = example(1);
        ObjectNode request = request("check", "{\"document\":\"EXP-2026-1107\"}");
        Requests.offering(request, "budget_check").put("temperature", 0.1);
        ((ObjectNode) request.at("/messages/1"))
                .withArray("tool_calls")
                .addObject()
                .put("id", "c2")
                .putObject("function")
                .put("name", "directory_find");
        request.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", "c2")
                .put("content", "chen.jing {\"amount\":42}");

        Match match = replies.match(Question.of(request, new Asker("auditor", "t-1", "1")));

        assertThat(match).isInstanceOf(Match.Found.class);
    }

    @Test
    void answersANumberOfTimes() throws IOException {
        Replies replies = example(2);

        assertThat(List.of(
                        turn(replies, "status", "").say(),
                        turn(replies, "status", "").say(),
                        turn(replies, "status", "").say()))
                .containsExactly("Still pending.", "Still pending.", "Done.");
    }

    @Test
    void fillsInATemplate() throws IOException {
        Turn turn =
                turn(example(3), "EXP-7", "{\"items\":[{\"id\":\"A\",\"amount\":12.5},{\"id\":\"B\",\"amount\":1}]}");

        assertThat(turn.say()).isEqualTo("2 items: A B ");
        assertThat(turn.call().getFirst().arguments()).isEqualTo("{\"amount\": 12.5, \"title\": \"For EXP-7\"}");
    }

    @Test
    void hasNoExampleThatIsNotRun() throws IOException {
        assertThat(examples()).hasSize(4);
    }

    private Replies example(int number) throws IOException {
        return Replies.read(
                Files.writeString(folder.resolve("replies.yaml"), examples().get(number)));
    }

    private static List<String> examples() throws IOException {
        return YAML.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult example) -> example.group(1))
                .toList();
    }

    private static Turn turn(Replies replies, String user, String toolResult) {
        Match match = replies.match(Question.of(request(user, toolResult)));
        assertThat(match).isInstanceOf(Match.Found.class);
        return ((Match.Found) match).turn();
    }

    private static ObjectNode request(String user, String toolResult) {
        ObjectNode request = Requests.question(user);
        if (!toolResult.isEmpty()) {
            request.withArray("messages")
                    .addObject()
                    .put("role", "assistant")
                    .withArray("tool_calls")
                    .addObject()
                    .put("id", "c1")
                    .putObject("function")
                    .put("name", "documents_read");
            request.withArray("messages")
                    .addObject()
                    .put("role", "tool")
                    .put("tool_call_id", "c1")
                    .put("content", toolResult);
        }
        return request;
    }
}
