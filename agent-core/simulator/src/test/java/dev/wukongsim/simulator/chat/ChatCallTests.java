package dev.wukongsim.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.Requests;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCallTests {

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
        assertThatThrownBy(() -> read(body))
                .hasMessageContaining(words)
                .asInstanceOf(type(RefusedException.class))
                .extracting(RefusedException::error)
                .returns(status, ProviderError::status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void allowsAsMuchOutputAsTheRequestAsksFor(String parameter) {
        assertThat(parsed(Requests.question("hi").put(parameter, 5)).maxOutput())
                .isEqualTo(5);
    }

    @Test
    void allowsAsMuchOutputAsTheModelHasIfTheRequestAsksForNone() {
        assertThat(parsed(Requests.question("hi")).maxOutput()).isEqualTo(32_768);
    }

    private static ChatCall parsed(ObjectNode request) {
        return read(request.toString());
    }

    private static ChatCall read(String body) {
        HttpCall call =
                new HttpCall("POST", "/v1/chat/completions", name -> null, body.getBytes(StandardCharsets.UTF_8));
        return ChatCall.of(call.json(), call.body().length, Caller.of(call), Catalogue.bundled());
    }
}
