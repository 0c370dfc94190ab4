package dev.wukongsim.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.chat.Completed;
import dev.wukongsim.simulator.protocol.HttpCall;
import dev.wukongsim.simulator.reply.Answer;
import dev.wukongsim.simulator.reply.Answers;
import dev.wukongsim.simulator.reply.MockIds;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of answers, kept in files beside this test. */
class GenerationWireTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Turn turn(String name) {
        return switch (name) {
            case "text" -> Turn.say("你好, 悟空!");
            case "thinking" ->
                Turn.say("42").thinking("6 × 7").reporting(new Turn.UsageOverride(812L, null, 256L, null));
            case "calls" -> Turn.call("directory.find", "{\"name\":\"王芳\"}").andCall("calendar.list", "{}");
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "text, message, true, text.incremental.txt",
        "text, message, false, text.full.txt",
        "text, text, false, text.text-format.txt",
        "thinking, message, true, thinking.incremental.txt",
        "calls, message, true, calls.incremental.txt",
        "calls, message, false, calls.full.txt"
    })
    void streamsAsTheProviderDoes(String turn, String format, boolean incremental, String file) throws IOException {
        GenerationRequest request = request(turn, format, incremental);

        String events = String.join("", GenerationStream.of(request, completed(turn(turn), request)));

        assertThat(events).isEqualTo(file(file));
    }

    @ParameterizedTest
    @CsvSource({
        "text, message, text.plain.json",
        "text, text, text.text-format.json",
        "thinking, message, thinking.plain.json",
        "calls, message, calls.plain.json"
    })
    void answersInOnePieceAsTheProviderDoes(String turn, String format, String file) throws IOException {
        GenerationRequest request = request(turn, format, true);

        String body =
                GenerationResult.whole(request, completed(turn(turn), request)).toPrettyString();

        assertThat(body).isEqualTo(file(file).stripTrailing());
    }

    @Test
    void countsTheTokensOfEachOfSeveralAnswersByThemselves() throws IOException {
        ObjectNode body = body("text", "message", true);
        ((ObjectNode) body.path("parameters")).put("n", 2);
        GenerationRequest request = request(body);
        Answer answer = completed(turn("text"), request).answer();

        List<String> events = GenerationStream.of(request, new Completed(answer.times(2), Optional.empty()));

        String usage = "\"output_tokens\":" + answer.tokens().output() + ",";
        assertThat(events).filteredOn(event -> event.contains("\"stop\"")).hasSize(2);
        assertThat(events).filteredOn(event -> event.contains("\"stop\"")).allMatch(event -> event.contains(usage));
    }

    private static GenerationRequest request(String turn, String format, boolean incremental) {
        return request(body(turn, format, incremental));
    }

    private static GenerationRequest request(ObjectNode body) {
        HttpCall call = new HttpCall(
                "POST",
                "/",
                name -> name.equals("X-DashScope-SSE") ? "enable" : null,
                body.toString().getBytes(StandardCharsets.UTF_8));
        return GenerationRequest.of(call, Catalogue.bundled());
    }

    private static ObjectNode body(String turn, String format, boolean incremental) {
        ObjectNode body = JSON.createObjectNode().put("model", "qwen-plus");
        body.putObject("input").put("prompt", "hi");
        ObjectNode parameters =
                body.putObject("parameters").put("result_format", format).put("incremental_output", incremental);
        parameters.put("enable_thinking", turn.equals("thinking"));
        if (turn.equals("calls")) {
            for (String tool : List.of("directory_find", "calendar_list")) {
                parameters
                        .withArray("tools")
                        .addObject()
                        .put("type", "function")
                        .putObject("function")
                        .put("name", tool);
            }
        }
        return body;
    }

    private static Completed completed(Turn turn, GenerationRequest request) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_771_944_590), ZoneOffset.UTC);
        Answer answer =
                new Answers(new MockIds(42), clock).of(turn, request.call().body(), 1_000);
        return new Completed(answer, Optional.empty());
    }

    private static String file(String name) throws IOException {
        try (InputStream in = GenerationWireTests.class.getResourceAsStream("wire/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
