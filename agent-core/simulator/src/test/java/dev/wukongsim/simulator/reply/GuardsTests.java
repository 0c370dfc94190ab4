package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.simulator.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTests {

    private static final Asker CLERK = new Asker("clerk", "t-1", "3");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: clerk",
                "step: 3",
                "step: '3'",
                "turn: 2",
                "round: 2",
                "system: an employee",
                "user: EXP-7",
                "lastMessage: '42'",
                "toolResult: '42'",
                "toolResults: { budget.check: '42', directory.find: chen }",
                "tool: budget.check",
                "jsonPath: [{ path: '$.messages[-1].role', equals: tool }]",
                "jsonPath: [{ path: $.temperature, equals: 0.5 }]",
                "jsonPath: [{ path: '$.messages[*].content', contains: EXP }]",
                "jsonPath: [{ path: '$.messages[?(@.role == \"user\")].content', matches: 'EXP-\\d+$' }]",
            })
    void answersARequestThatHasWhatTheGuardWants(String guard) throws IOException {
        assertThat(match(guard)).isInstanceOf(Match.Found.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: auditor",
                "step: 4",
                "turn: 1",
                "round: 1",
                "system: a manager",
                "user: EXP-8",
                "lastMessage: EXP-7",
                "toolResult: chen",
                "toolResults: { budget.check: chen }",
                "toolResults: { calendar.list: '42' }",
                "tool: chat.send",
                "jsonPath: [{ path: '$.messages[-1].role', equals: user }]",
                "jsonPath: [{ path: $.nothing, equals: there }]",
                "jsonPath: [{ path: '$.messages[*].content', contains: exp }]",
                "jsonPath: [{ path: '$.messages[1].content', matches: '^XP' }]",
            })
    void passesOverARequestThatHasNot(String guard) throws IOException {
        assertThat(match(guard)).isInstanceOf(Match.Missed.class);
    }

    @Test
    void asksJava() {
        Replies replies = Replies.of(
                Turn.say("short")
                        .when(When.that("the question is short", q -> q.user().length() < 5)),
                Turn.say("long")
                        .when(When.that("the question is long", q -> q.user().length() > 8)));

        assertThat(replies.match(Question.of(Requests.question("hi"))))
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.turn().say()).isEqualTo("short"));
        assertThat(replies.match(Question.of(Requests.question("neither"))))
                .isEqualTo(new Match.Missed("No turn answers turn 1; the nearest is turns[0] of replies: "
                        + "it wants that the question is short"));
    }

    @Test
    void isNotSlowedDownByAPatternThatOthersChokeOn() {
        Replies replies = Replies.of(Turn.say("a").when(When.jsonPathMatches("$.messages[0].content", "^(a+)+$")));
        Question question = Question.of(Requests.question("a".repeat(5_000) + "b"));

        Match match = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> replies.match(question));

        assertThat(match).isInstanceOf(Match.Missed.class);
    }

    @Test
    void saysWhatIsWantedAndWhatIsThere() throws IOException {
        Match match = match("{ agent: auditor, tool: chat.send, jsonPath: [{ path: $.temperature, equals: 1 }], "
                + "toolResults: { budget.check: '43', calendar.list: x } }");

        assertThat(match)
                .isEqualTo(new Match.Missed("No turn answers turn 2; the nearest is replies.yaml:3: "
                        + "it is for agent 'auditor', not 'clerk'; "
                        + "it wants tool 'chat_send' to be offered, and offered are \"budget_check\"; "
                        + "it wants \"43\" in the result of budget.check, which is \"42\"; "
                        + "it wants \"x\" in the result of calendar.list, which is not there; "
                        + "it wants \"1\" at $.temperature, which is \"0.5\""));
    }

    @Test
    void reportsEveryMistakeWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("replies.yaml"), """
                kind: Replies
                turns:
                  - say: a
                    when:
                      jsonPath: [{ path: '$.[', equals: x }]
                  - say: b {{#if}}
                    template: true
                    when:
                      jsonPath:
                        - { path: $.a, matches: '(' }
                """);
        Files.writeString(folder.resolve("other.replies.yaml"), "kind: Replies\nturns:\n  - sing: a\n");

        assertThatThrownBy(() -> Replies.read(folder))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("other.replies.yaml:3:")
                .hasMessageContaining("replies.yaml:5:18: is no JSON path")
                .hasMessageContaining("replies.yaml:6:5: is no template")
                .hasMessageContaining("replies.yaml:10:11: is no regular expression of RE2");
    }

    private Match match(String guard) throws IOException {
        Path file = Files.writeString(
                folder.resolve("replies.yaml"),
                "kind: Replies\nturns:\n  - when: " + (guard.startsWith("{") ? guard : "{ " + guard + " }")
                        + "\n    say: yes it is\n");
        return Replies.read(file).match(Question.of(request(), CLERK));
    }

    private static ObjectNode request() {
        ObjectNode request = Requests.offering(Requests.question(""), "budget_check");
        request.put("temperature", 0.5).remove("messages");
        add(request, "system", "You serve an employee.");
        add(request, "user", "Check EXP-7");
        ObjectNode answer = add(request, "assistant", "");
        call(answer, "c1", "directory_find");
        call(answer, "c2", "budget_check");
        add(request, "tool", "chen").put("tool_call_id", "c1");
        add(request, "tool", "42").put("tool_call_id", "c2");
        return request;
    }

    private static ObjectNode add(ObjectNode request, String role, String content) {
        return request.withArray("messages").addObject().put("role", role).put("content", content);
    }

    private static void call(ObjectNode answer, String id, String tool) {
        answer.withArray("tool_calls")
                .addObject()
                .put("id", id)
                .putObject("function")
                .put("name", tool);
    }
}
