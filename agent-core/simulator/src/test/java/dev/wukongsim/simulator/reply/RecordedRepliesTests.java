package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.Requests;
import dev.wukongsim.simulator.recording.CanonicalRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was recorded for a request is found again for it, with whatever ids it is sent. */
class RecordedRepliesTests {

    /** A round of a talk: what the user says, and the tool calls that were made side by side. */
    record Round(String user, List<String> calls) {}

    @Property(tries = 200)
    void findsEachRequestOfATalkAgain(@ForAll("talks") List<Round> talk) {
        List<ObjectNode> requests = requests(talk, "call_");
        Replies replies = new Replies(IntStream.range(0, requests.size())
                .mapToObj(i -> recorded(requests.get(i), i))
                .toList());

        List<ObjectNode> again = requests(talk, "other-");

        for (int i = 0; i < again.size(); i++) {
            Match match = replies.match(Question.of(again.get(i).put("stream", true)));
            String answer = "answer " + i;
            assertThat(match)
                    .isInstanceOfSatisfying(
                            Match.Found.class,
                            found -> assertThat(found.turn().say()).isEqualTo(answer));
        }
    }

    @Provide
    Arbitrary<List<Round>> talks() {
        Arbitrary<String> words = Arbitraries.of("", "hi", "again", "王芳", "key sk-0123456789abcdefgh", "a\r\nb");
        Arbitrary<Round> round =
                Combinators.combine(words, words.list().ofMaxSize(3)).as(Round::new);
        return round.list().ofMinSize(1).ofMaxSize(5);
    }

    private static Scripted recorded(ObjectNode request, int number) {
        When same = When.of(new Guard.Same(CanonicalRequest.of(request)));
        return new Scripted(Turn.say("answer " + number), same.guards(), Optional.empty(), "recording:" + number);
    }

    /** The requests of a talk, each with all that was said before. */
    private static List<ObjectNode> requests(List<Round> talk, String idPrefix) {
        List<ObjectNode> requests = new ArrayList<>();
        ObjectNode request = Requests.question("begin");
        int id = 0;
        for (Round round : talk) {
            add(request, "user", round.user());
            requests.add(request.deepCopy());
            ObjectNode answer = add(request, "assistant", "");
            for (String call : round.calls()) {
                answer.withArray("tool_calls")
                        .addObject()
                        .put("id", idPrefix + ++id)
                        .putObject("function")
                        .put("name", "find")
                        .put("arguments", "{\"name\": \"" + call.replaceAll("\\s", "") + "\"}");
                add(request, "tool", call).put("tool_call_id", idPrefix + id);
            }
        }
        return requests;
    }

    private static ObjectNode add(ObjectNode request, String role, String content) {
        return request.withArray("messages").addObject().put("role", role).put("content", content);
    }
}
