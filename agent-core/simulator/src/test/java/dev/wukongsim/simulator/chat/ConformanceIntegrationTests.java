package dev.wukongsim.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the endpoint refuses, and what it embeds, as clients see it over HTTP. */
class ConformanceIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASK = "\"messages\":[{\"role\":\"user\",\"content\":\"Say it in JSON.\"}]";

    private static MockQwen mock;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        mock = MockQwen.start(0, Replies.of(Turn.say("{\"total\":42}")), 1);
    }

    @AfterAll
    static void end() {
        mock.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "{\"model\":\"qwen3-8b\"," + ASK + ",\"enable_thinking\":true}",
                        "parameter.enable_thinking must be set to false for non-streaming calls"),
                arguments(
                        "{\"model\":\"qwen-plus\"," + ASK + ",\"enable_thinking\":true,\"stream\":true,"
                                + "\"response_format\":{\"type\":\"json_object\"}}",
                        "Json mode response is not supported when enable_thinking is true"),
                arguments(
                        "{\"model\":\"qwen-plus\"," + ASK
                                + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"search\"}}]}",
                        "Tool names are not allowed to be [search]"),
                arguments(
                        "{\"model\":\"qwen-plus\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"42\"}]}",
                        "messages with role \"tool\" must be a response to a preceeding message with \"tool_calls\"."),
                arguments(
                        "{\"model\":\"qwen-plus\"," + ASK + ",\"max_tokens\":1000000}",
                        "Range of max_tokens should be [1, 32768]"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatTheProviderRefusesInItsWords(String request, String message) throws Exception {
        HttpResponse<String> response = post("chat/completions", request);

        JsonNode error = JSON.readTree(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("message").asText()).isEqualTo(message);
        assertThat(error.path("code").asText()).isEqualTo("invalid_parameter_error");
    }

    @Test
    void refusesAnInputThatIsLongerThanTheModelReads() throws Exception {
        String words = "word ".repeat(40_000);

        HttpResponse<String> response = post(
                "chat/completions",
                "{\"model\":\"qwen-max\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).at("/error/message").asText())
                .startsWith("Range of input length should be [1, ");
    }

    @Test
    void answersInTheFormThatIsAskedFor() throws Exception {
        HttpResponse<String> response = post(
                "chat/completions",
                "{\"model\":\"qwen-plus\"," + ASK + ",\"response_format\":{\"type\":\"json_object\"}}");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void saysLoudlyThatAReplyHasNotTheFormThatIsAskedFor() throws Exception {
        HttpResponse<String> response = post(
                "chat/completions",
                "{\"model\":\"qwen-plus\"," + ASK + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                        + "{\"name\":\"sum\",\"schema\":{\"type\":\"object\",\"required\":[\"sum\"]}}}}");

        JsonNode error = JSON.readTree(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("code").asText()).isEqualTo("mock_wrong_format");
        assertThat(error.path("message").asText()).contains("required property 'sum' not found");
    }

    @Test
    void embedsEqualTextsEqually() throws Exception {
        String request = "{\"model\":\"text-embedding-v4\",\"input\":[\"你好\",\"hello\",\"你好\"],\"dimensions\":64}";

        JsonNode answer = JSON.readTree(post("embeddings", request).body());

        assertThat(answer.at("/data/0/embedding")).hasSize(64).isEqualTo(answer.at("/data/2/embedding"));
        assertThat(answer.at("/data/0/embedding")).isNotEqualTo(answer.at("/data/1/embedding"));
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isPositive();
        assertThat(JSON.readTree(post("embeddings", request).body()).path("data"))
                .isEqualTo(answer.path("data"));
    }

    @Test
    void refusesToEmbedWithAModelThatDoesNot() throws Exception {
        assertThat(post("embeddings", "{\"model\":\"qwen-plus\",\"input\":\"hi\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(mock.baseUrl() + "/" + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
