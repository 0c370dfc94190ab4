package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.qwen.wire.RawServer;
import dev.wukongsim.runtime.model.CallOrigin;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.ModelReply.Detail;
import dev.wukongsim.runtime.model.ThinkingSetting;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the client sends, and how it reads answers that come in one piece. */
@Timeout(60)
class RequestsOnTheWireIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_ANSWER = "200 OK\r\nContent-Type: application/json";
    private static final String PLAIN = """
            {"choices":[{"message":{"role":"assistant","content":"42","reasoning_content":"hm"},"finish_reason":"stop",
             "index":0,"logprobs":null}],"object":"chat.completion","usage":{"prompt_tokens":40,"completion_tokens":72,
             "total_tokens":112,"completion_tokens_details":{"reasoning_tokens":26},
             "prompt_tokens_details":{"cached_tokens":7,"cache_creation_input_tokens":20}},"model":"qwen-plus"}""";
    private static final String WITHOUT_DETAILS = """
            {"choices":[{"message":{"role":"assistant","content":"42"},"finish_reason":"stop","index":0}],
             "object":"chat.completion","usage":{"prompt_tokens":40,"completion_tokens":72,"total_tokens":112}}""";

    @Test
    void asksForAStreamWithItsUsageUnlessTold() throws Exception {
        try (RawServer server = RawServer.answering(JSON_ANSWER, PLAIN)) {
            call(server, endpoint -> endpoint, parameters());

            String request = server.request();
            assertThat(body(request).path("stream").asBoolean()).isTrue();
            assertThat(body(request)
                            .path("stream_options")
                            .path("include_usage")
                            .asBoolean())
                    .isTrue();
            assertThat(request.toLowerCase(Locale.ROOT))
                    .doesNotContain("x-wukong")
                    .doesNotContain("x-dashscope")
                    .doesNotContain("enable_thinking");
        }
    }

    @Test
    void asksForAnAnswerInOnePieceAndReadsAllOfIt() throws Exception {
        try (RawServer server = RawServer.answering(JSON_ANSWER, PLAIN)) {
            ModelReply reply = call(server, endpoint -> endpoint.streamed(false), parameters());

            JsonNode body = body(server.request());
            assertThat(body.path("stream").isBoolean()).isTrue();
            assertThat(body.path("stream").asBoolean()).isFalse();
            assertThat(body.has("stream_options")).isFalse();
            assertThat(reply.message().text()).isEqualTo("42");
            assertThat(reply.message().thinking()).isEqualTo("hm");
            assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(reply.usage()).isEqualTo(new Usage(40, 7, 20, 72, 26, 1, false));
            assertThat(reply.unreported()).isEmpty();
        }
    }

    @Test
    void readsTheToolCallsOfAPlainAnswer() {
        String answer = """
                {"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
                 "function":{"name":"mail_send","arguments":"{\\"to\\":\\"li.na\\"}"}}]},"finish_reason":"tool_calls"}]}""";
        try (RawServer server = RawServer.answering(JSON_ANSWER, answer)) {
            ModelReply reply = call(server, endpoint -> endpoint.streamed(false), parameters());

            assertThat(reply.message().toolExecutionRequests())
                    .singleElement()
                    .satisfies(call -> assertThat(call.arguments()).isEqualTo("{\"to\":\"li.na\"}"));
            assertThat(reply.usage().estimated()).isTrue();
        }
    }

    @Test
    void recordsWhatAPlainAnswerDoesNotReport() {
        try (RawServer server = RawServer.answering(JSON_ANSWER, WITHOUT_DETAILS)) {
            ModelReply reply = call(server, endpoint -> endpoint.streamed(false), parameters());

            assertThat(reply.usage()).isEqualTo(Usage.of(40, 72));
            assertThat(reply.unreported()).containsExactlyInAnyOrder(Detail.values());
        }
    }

    @Test
    void classifiesTheErrorsOfPlainCallsLikeAllOthers() {
        String error = "{\"error\":{\"message\":\"Allocated quota exceeded, please increase your quota limit.\","
                + "\"code\":\"insufficient_quota\"}}";
        try (RawServer server = RawServer.answering("429 Too Many Requests\r\nRetry-After: 7", error)) {
            var failure = catchThrowableOfType(
                    ModelException.class, () -> call(server, endpoint -> endpoint.streamed(false), parameters()));

            assertThat(failure.kind()).isEqualTo(Kind.RATE);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void tellsTheModelHowMuchToThink() throws Exception {
        try (RawServer server = RawServer.answering(JSON_ANSWER, PLAIN)) {
            call(server, endpoint -> endpoint, parameters().thinking(new ThinkingSetting.Budget(99)));
            JsonNode bailian = body(server.request());
            call(
                    server,
                    endpoint -> endpoint.withDialect(Dialect.VLLM),
                    parameters().thinking(new ThinkingSetting.Off()));
            JsonNode vllm = body(server.request());

            assertThat(bailian.path("enable_thinking").asBoolean()).isTrue();
            assertThat(bailian.path("thinking_budget").asInt()).isEqualTo(99);
            assertThat(vllm.path("chat_template_kwargs").toString()).isEqualTo("{\"enable_thinking\":false}");
            assertThat(vllm.has("enable_thinking")).isFalse();
        }
    }

    @Test
    void sendsNothingWhereTheModelCannotThink() {
        Endpoint nowhere = new Endpoint(URI.create("http://127.0.0.1:1/v1"), "sk-x", Duration.ofSeconds(5));
        QwenClient client = new QwenClient(nowhere, new QwenTokenCounter());

        assertThatThrownBy(() -> client.call(
                        request(parameters().modelName("qwen-max").thinking(new ThinkingSetting.On())),
                        TokenListener.NONE))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION));
    }

    @Test
    void tellsWhoseCallItIsOnlyWhereItShould() throws Exception {
        ModelParameters.Builder parameters = parameters().origin(new CallOrigin("clerk", "t-王", 3));
        try (RawServer server = RawServer.answering(JSON_ANSWER, PLAIN)) {
            call(server, endpoint -> endpoint, parameters);
            String silent = server.request();
            call(server, Endpoint::tellingOrigin, parameters);
            String told = server.request();

            assertThat(silent).doesNotContainIgnoringCase("x-wukong");
            assertThat(told)
                    .containsIgnoringCase("X-Wukong-Agent: clerk\r\n")
                    .containsIgnoringCase("X-Wukong-Task: t-%E7%8E%8B\r\n")
                    .containsIgnoringCase("X-Wukong-Step: 3\r\n");
        }
    }

    @Test
    void letsItsRequestsQueueIfTheEndpointMay() throws Exception {
        try (RawServer server = RawServer.answering(JSON_ANSWER, PLAIN)) {
            call(server, endpoint -> endpoint.queueing(Duration.ofSeconds(15)), parameters());

            assertThat(server.request()).containsIgnoringCase("X-DashScope-Wait-Timeout: 15\r\n");
        }
    }

    private static ModelReply call(
            RawServer server, UnaryOperator<Endpoint> change, ModelParameters.Builder parameters) {
        Endpoint endpoint = change.apply(new Endpoint(server.baseUrl(), "sk-test", Duration.ofSeconds(30)));
        return new QwenClient(endpoint, new QwenTokenCounter()).call(request(parameters), TokenListener.NONE);
    }

    private static ModelParameters.Builder parameters() {
        return ModelParameters.builder().modelName("qwen-plus").maxOutputTokens(100);
    }

    private static ChatRequest request(ModelParameters.Builder parameters) {
        return ChatRequest.builder()
                .messages(UserMessage.from("hi"))
                .parameters(parameters.build())
                .build();
    }

    private static JsonNode body(String request) throws JsonProcessingException {
        return JSON.readTree(request.substring(request.indexOf("\r\n\r\n")));
    }
}
