package dev.wukongsim.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.Requests;
import org.junit.jupiter.api.Test;

class CanonicalRequestTests {

    private static final String HELLO =
            CanonicalRequest.of(Requests.question("hello")).hash();

    @Test
    void leavesOutHowTheAnswerShallCome() {
        ObjectNode request = Requests.streaming(Requests.question("hello"));
        request.put("user", "li.na").put("max_tokens", 100).putNull("seed").putObject("metadata");

        assertThat(CanonicalRequest.of(request).hash()).isEqualTo(HELLO).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void tellsRequestsApartThatWantSomethingElse() {
        assertThat(hash(Requests.question("hello").put("temperature", 0.5))).isNotEqualTo(HELLO);
        assertThat(hash(Requests.question("hello").put("model", "qwen-max"))).isNotEqualTo(HELLO);
        assertThat(hash(Requests.offering(Requests.question("hello"), "a"))).isNotEqualTo(HELLO);
        assertThat(hash(Requests.question("Hello"))).isNotEqualTo(HELLO);
    }

    @Test
    void takesIdsInTheOrderInWhichTheyAppear() {
        assertThat(hash(talk("call_a", "call_b", "6f1e9a52-0c3d-4f6a-9d0e-2a7c5b1d8e90")))
                .isEqualTo(hash(talk("x", "y", "00000000-0c3d-4f6a-9d0e-2a7c5b1d8e90")))
                .isNotEqualTo(hash(talk("x", "x", "00000000-0c3d-4f6a-9d0e-2a7c5b1d8e90")));
    }

    @Test
    void doesNotMindSpacesInArgumentsOrLineEnds() {
        ObjectNode one = Requests.question("a\r\nb");
        ObjectNode other = Requests.question("a\nb");
        call(one, "1", "{\"b\": 1, \"a\": 2}");
        call(other, "1", "{\"a\":2,\"b\":1}");

        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @Test
    void hashesWhatIsLeftOfSecrets() {
        ObjectNode one = Requests.question("my key is sk-0123456789abcdef0123 and again sk-0123456789abcdef0123");
        ObjectNode other = Requests.question("my key is sk-abcdefabcdefabcdefab and again sk-abcdefabcdefabcdefab");
        ObjectNode two = Requests.question("my key is sk-0123456789abcdef0123 and again sk-abcdefabcdefabcdefab");

        assertThat(hash(one)).isEqualTo(hash(other)).isNotEqualTo(hash(two));
        assertThat(CanonicalRequest.of(two).request().toString())
                .contains("my key is ⟦REDACTED:secret-1⟧ and again ⟦REDACTED:secret-2⟧");
    }

    @Test
    void isTheSameOnceMore() {
        ObjectNode request = Requests.question("password: hunter2hunter2, ⟦REDACTED:secret-7⟧");

        assertThat(CanonicalRequest.of(request).request().toString())
                .contains("password: ⟦REDACTED:secret-1⟧, ⟦REDACTED:secret-2⟧");
    }

    private static String hash(ObjectNode request) {
        return CanonicalRequest.of(request).hash();
    }

    private static ObjectNode talk(String first, String second, String uuid) {
        ObjectNode request = Requests.question("hello " + uuid);
        call(request, first, "{}");
        call(request, second, "{}");
        request.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", first)
                .put("content", uuid);
        return request;
    }

    private static void call(ObjectNode request, String id, String arguments) {
        request.withArray("messages")
                .addObject()
                .put("role", "assistant")
                .withArray("tool_calls")
                .addObject()
                .put("id", id)
                .putObject("function")
                .put("name", "find")
                .put("arguments", arguments);
    }
}
