package dev.wukongsim.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireRequestTests {

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("", 400, "must be a JSON object"),
                arguments("{", 400, "not valid JSON"),
                arguments("{}{}", 400, "not valid JSON"),
                arguments("[]", 400, "must be a JSON object"),
                arguments("null", 400, "must be a JSON object"),
                arguments("{}", 400, "model parameter"),
                arguments("{\"model\":7}", 400, "'messages' must be an array"),
                arguments("{\"model\":\"qwen-plus\",\"messages\":\"hi\"}", 400, "'messages' must be an array"),
                arguments("{\"model\":\"qwen-plus\",\"messages\":[]}", 400, "[] is too short - 'messages'"),
                arguments("{\"model\":\"qwen-plus\",\"messages\":[null]}", 400, "'messages.0.role' must be one of"),
                arguments(
                        "{\"model\":\"qwen-plus\",\"messages\":[{\"role\":\"robot\"}]}",
                        400,
                        "'messages.0.role' must be one of"),
                arguments(
                        "{\"model\":\"qwen9\",\"messages\":[{\"role\":\"user\"}]}",
                        404,
                        "The model `qwen9` does not exist"),
                arguments("[".repeat(5_000), 400, "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesWhatIsNoChatRequest(String body, int status, String words) {
        assertThatThrownBy(() -> WireRequest.parse(body.getBytes(StandardCharsets.UTF_8), Catalogue.bundled()))
                .hasMessageContaining(words)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::error)
                .returns(status, ProviderError::status);
    }

    @Test
    void tellsWhatTheGuardsLookAt() {
        ObjectNode request = Requests.question("first");
        request.withArray("messages").addObject().put("role", "assistant").put("content", "a");
        request.withArray("messages").addObject().put("role", "tool").put("content", "found");
        request.withArray("messages").addObject().put("role", "assistant").put("content", "b");
        request.withArray("messages").addObject().put("role", "user").put("content", "second");

        Question question = Requests.parsed(request).question();

        assertThat(question).isEqualTo(new Question("qwen-plus", 3, 1, "first", "second", "found"));
    }

    @Test
    void allowsNoMoreOutputThanTheModelDoes() {
        ObjectNode request = Requests.question("hi").put("max_tokens", 1_000_000);

        assertThat(Requests.parsed(request).maxOutput()).isEqualTo(32_768);
        assertThat(Requests.parsed(Requests.question("hi")).maxOutput()).isEqualTo(32_768);
    }
}
