package dev.wukongsim.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.simulator.HttpCalls;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.FaultRule;
import dev.wukongsim.simulator.fault.FaultWhen;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider's own protocol, as its clients see it over HTTP. */
class GenerationIntegrationTests {

    private static final String PATH = "/api/v1/services/aigc/text-generation/generation";
    private static final String[] STREAM = {"X-DashScope-SSE", "enable"};
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void nativeSseFullAndIncremental() throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("one two three")), 1)) {
            List<JsonNode> pieces =
                    events(new HttpCalls(mock).post(PATH, asking("\"incremental_output\":true"), STREAM));
            List<JsonNode> grown = events(new HttpCalls(mock).post(PATH, asking(""), "Accept", "text/event-stream"));

            assertThat(pieces)
                    .extracting(GenerationIntegrationTests::content)
                    .containsExactly("one", " two", " three", "");
            assertThat(grown)
                    .extracting(GenerationIntegrationTests::content)
                    .containsExactly("one", "one two", "one two three", "one two three");
            assertThat(grown)
                    .extracting(
                            event -> event.at("/output/choices/0/finish_reason").asText())
                    .containsExactly("null", "null", "null", "stop");
            assertThat(grown)
                    .extracting(event -> event.at("/usage/output_tokens").asInt())
                    .containsExactly(1, 2, 3, 3);
        }
    }

    @Test
    void readsAPromptAndTheHistoryBeforeIt() throws Exception {
        Turn second = Turn.say("42").when(When.user("6 × 7?"));
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("hello"), second), 1)) {
            HttpResponse<String> response = new HttpCalls(mock)
                    .post(
                            PATH,
                            "{\"model\":\"qwen-plus\",\"input\":{\"prompt\":\"6 × 7?\",\"history\":"
                                    + "[{\"user\":\"hi\",\"bot\":\"hello\"}]}}");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(response.body()).at("/output/text").asText())
                    .isEqualTo("42");
            assertThat(JSON.readTree(response.body())
                            .at("/output/finish_reason")
                            .asText())
                    .isEqualTo("stop");
        }
    }

    static Stream<Arguments> refusals() {
        String thinking = "\"enable_thinking\":true";
        return Stream.of(
                arguments(
                        asking(thinking + ",\"incremental_output\":false"),
                        400,
                        "InvalidParameter",
                        "The incremental_output parameter must be \"true\" when enable_thinking is true"),
                arguments(
                        asking(thinking + ",\"result_format\":\"text\""),
                        400,
                        "InvalidParameter",
                        "The result_format parameter must be \"message\" when enable_thinking is true"),
                arguments(
                        asking("\"max_tokens\":1000000"),
                        400,
                        "InvalidParameter",
                        "Range of max_tokens should be [1, 32768]"),
                arguments(
                        asking("").replace("qwen-plus", "qwen9"),
                        404,
                        "ModelNotFound",
                        "The model `qwen9` does not exist or you do not have access to it."),
                arguments("{\"model\":\"qwen-plus\"}", 400, "InvalidParameter", "Required parameter(s) missing"),
                arguments("no json", 400, "InvalidParameter", "The request body is not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesInItsOwnFormWhetherStreamedOrNot(String request, int status, String code, String message)
            throws Exception {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            HttpResponse<String> streamed = new HttpCalls(mock).post(PATH, request, STREAM);

            JsonNode error = events(streamed).getFirst();
            assertThat(streamed.statusCode()).isEqualTo(status);
            assertThat(streamed.body()).startsWith("id:1\nevent:error\n:HTTP_STATUS/" + status + "\ndata:{");
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("message").asText()).startsWith(message);
            assertThat(error.path("request_id").asText()).isNotEmpty();
        }
    }

    @Test
    void refusesPlainRequestsWithPlainErrors() throws Exception {
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("42")))
                .requiredKey("sk-right")
                .start()) {
            HttpResponse<String> response = new HttpCalls(mock).post(PATH, asking(""));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(JSON.readTree(response.body()).path("code").asText()).isEqualTo("InvalidApiKey");
        }
    }

    @Test
    void breaksOffWithinTheStreamWithAnErrorEvent() throws Exception {
        try (MockQwen mock = failing(new Fault.ErrorWithin(KnownError.OUTPUT_INSPECTION, 2))) {
            HttpResponse<String> streamed = new HttpCalls(mock).post(PATH, asking(""), STREAM);
            HttpResponse<String> plain = new HttpCalls(mock).post(PATH, asking(""));

            assertThat(streamed.statusCode()).isEqualTo(200);
            assertThat(events(streamed)).hasSize(3);
            assertThat(streamed.body())
                    .contains("id:3\nevent:error\n:HTTP_STATUS/400\ndata:{\"code\":\"DataInspectionFailed\"");
            assertThat(plain.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void leavesOutTheUsageOrRepeatsTheAnswerWhereThatIsTheFault() throws Exception {
        try (MockQwen silent = failing(new Fault.NoUsage());
                MockQwen doubled = failing(new Fault.DoubledSummary())) {
            String request = asking("\"incremental_output\":true");

            assertThat(new HttpCalls(silent).post(PATH, request, STREAM).body()).doesNotContain("usage");
            assertThat(content(events(new HttpCalls(doubled).post(PATH, request, STREAM))
                            .getLast()))
                    .isEqualTo("one two three");
        }
    }

    @Test
    void embedsInItsOwnForm() throws Exception {
        String path = "/api/v1/services/embeddings/text-embedding/text-embedding";
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 1)) {
            String request = "{\"model\":\"text-embedding-v4\",\"input\":{\"texts\":[\"你好\",\"hello\"]},"
                    + "\"parameters\":{\"dimension\":64,\"text_type\":\"query\"}}";
            JsonNode answer =
                    JSON.readTree(new HttpCalls(mock).post(path, request).body());
            JsonNode refused = JSON.readTree(
                    new HttpCalls(mock).post(path, request.replace("64", "65")).body());

            assertThat(answer.at("/output/embeddings/1/embedding")).hasSize(64);
            assertThat(answer.at("/output/embeddings/1/text_index").asInt()).isEqualTo(1);
            assertThat(answer.at("/usage/total_tokens").asInt()).isPositive();
            assertThat(refused.path("code").asText()).isEqualTo("InvalidParameter");
        }
    }

    private static MockQwen failing(Fault fault) {
        return MockQwen.builder(Replies.of(Turn.say("one two three")))
                .faults(Faults.of(1, new FaultRule(fault, FaultWhen.ALWAYS)))
                .start();
    }

    private static String asking(String parameters) {
        String format = parameters.contains("result_format") ? "" : "\"result_format\":\"message\"";
        String separator = format.isEmpty() || parameters.isEmpty() ? "" : ",";
        return "{\"model\":\"qwen-plus\",\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]},"
                + "\"parameters\":{" + format + separator + parameters + "}}";
    }

    private static List<JsonNode> events(HttpResponse<String> response) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : response.body().lines().toList()) {
            if (line.startsWith("data:")) {
                events.add(JSON.readTree(line.substring("data:".length())));
            }
        }
        return events;
    }

    private static String content(JsonNode event) {
        return event.at("/output/choices/0/message/content").asText();
    }
}
