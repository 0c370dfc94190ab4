package dev.wukongsim.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** Both ends of the wire: a mocked endpoint as bare HTTP shows it, and as our client sees it. */
record Wired(MockQwen mock, String key) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static Wired to(MockQwen.Builder builder) {
        return new Wired(builder.start(), "sk-any");
    }

    /** What bare HTTP shows. */
    record Seen(int status, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }

        String code() {
            return json().at("/error/code").asText();
        }

        String message() {
            return json().at("/error/message").asText();
        }

        /** The chunks of a stream, without its last event. */
        List<JsonNode> chunks() {
            Assertions.assertThat(body).endsWith("data: [DONE]\n\n");
            return Arrays.stream(body.split("\n\n"))
                    .map(event -> event.substring("data: ".length()))
                    .filter(data -> !data.equals("[DONE]"))
                    .map(data -> new Seen(200, data).json())
                    .toList();
        }
    }

    Seen post(String path, JsonNode body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(mock.baseUrl().resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Seen chat(ObjectNode body, String... headers) {
        return post("/v1/chat/completions", body, headers);
    }

    Seen get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    private static Seen send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Seen(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** What our client makes of the answer. */
    ModelReply ask(ChatRequest request) {
        return client().call(request, TokenListener.NONE);
    }

    ModelReply ask(String model, String text, ToolSpecification... tools) {
        return ask(request(model, text, tools));
    }

    /** Of what kind our client finds a failure. */
    ModelException.Kind failure(String model, String text, ToolSpecification... tools) {
        return Assertions.catchThrowableOfType(ModelException.class, () -> ask(model, text, tools))
                .kind();
    }

    QwenClient client() {
        return new QwenClient(new Endpoint(mock.baseUrl(), key, Duration.ofSeconds(30)), new QwenTokenCounter());
    }

    static ChatRequest request(String model, String text, ToolSpecification... tools) {
        return ChatRequest.builder()
                .messages(UserMessage.from(text))
                .modelName(model)
                .maxOutputTokens(1_000)
                .toolSpecifications(Stream.of(tools).toList())
                .build();
    }

    @Override
    public void close() {
        mock.close();
    }
}
