package dev.wukongsim.simulator.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.simulator.HttpCalls;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.MovedClock;
import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.FaultRule;
import dev.wukongsim.simulator.fault.FaultWhen;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Responses protocol, as clients see it over HTTP. */
class ResponsesIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/compatible-mode/v1/responses";
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"name\":\"calendar_list\","
            + "\"parameters\":{\"type\":\"object\"}},{\"type\":\"web_search\"}]";

    @Test
    void responsesUsageWithXTools() throws Exception {
        try (MockQwen mock = mock(Turn.say("42").thinking("6 × 7"))) {
            String body = json(post(mock, ask("6 × 7?", TOOLS + ",\"enable_thinking\":true")))
                    .toPrettyString();

            assertThat(body).isEqualTo(golden("search.plain.json"));
            assertThat(JSON.readTree(body).at("/usage/x_tools/web_search/count").asInt())
                    .isEqualTo(1);
            assertThat(JSON.readTree(body)
                            .at("/usage/x_details/0/x_billing_type")
                            .asText())
                    .isEqualTo("response_api");
        }
    }

    @Test
    void streamsEachKindOfItem() throws Exception {
        Turn turn = Turn.say("好的").thinking("Who?").andCall("calendar.list", "{\"day\":1}");
        try (MockQwen mock = mock(turn)) {
            String events = post(mock, ask("hi", TOOLS + ",\"enable_thinking\":true,\"stream\":true"))
                    .body();

            List<Integer> numbers = events(events).stream()
                    .map(event -> event.path("sequence_number").asInt())
                    .toList();
            assertThat(events.stripTrailing()).isEqualTo(golden("items.stream.txt"));
            assertThat(numbers)
                    .isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", PATH, "/api/v2/apps/protocols/compatible-mode/v1/responses"})
    void answersUnderEachOfItsPaths(String path) throws Exception {
        try (MockQwen mock = mock(Turn.say("42"))) {
            HttpResponse<String> response = new HttpCalls(mock).post(path, ask("hi", ""));

            assertThat(json(response).at("/output/0/content/0/text").asText()).isEqualTo("42");
        }
    }

    @Test
    void goesOnFromAnEarlierResponseAndPaysForItAgain() throws Exception {
        String fields = TOOLS + ",\"instructions\":\"Be short.\"";
        try (MockQwen mock = mock(Turn.call("calendar.list", "{}"), Turn.say("nothing"))) {
            JsonNode first = json(post(mock, ask("What is on?", fields)));
            String result = "[{\"type\":\"function_call_output\",\"call_id\":" + first.at("/output/1/call_id")
                    + ",\"output\":\"[]\"}]";

            JsonNode second = json(post(
                    mock,
                    "{\"model\":\"qwen-plus\",\"input\":" + result + fields + ",\"previous_response_id\":"
                            + first.path("id") + "}"));

            assertThat(second.at("/output/1/content/0/text").asText()).isEqualTo("nothing");
            assertThat(second.path("previous_response_id")).isEqualTo(first.path("id"));
            assertThat(second.at("/usage/input_tokens").asInt())
                    .isGreaterThan(first.at("/usage/input_tokens").asInt()
                            + first.at("/usage/output_tokens").asInt());
        }
    }

    @Test
    void takesAConversationAsItems() throws Exception {
        String items = "[{\"role\":\"developer\",\"content\":\"Be short.\"},"
                + "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}]},"
                + "{\"type\":\"reasoning\",\"summary\":[]},"
                + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"calendar_list\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call\",\"call_id\":\"c2\",\"name\":\"calendar_list\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"[]\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c2\",\"output\":\"[]\"}]";
        try (MockQwen mock = mock(Turn.say("first"), Turn.say("second"))) {
            HttpResponse<String> response = post(mock, "{\"model\":\"qwen-plus\",\"input\":" + items + TOOLS + "}");

            assertThat(json(response).at("/output/1/content/0/text").asText()).isEqualTo("second");
        }
    }

    @Test
    void cachesTheSessionIfItsHeaderSaysSo() throws Exception {
        String[] header = {"x-dashscope-session-cache", "enable"};
        try (MockQwen mock = mock(Turn.say("one"), Turn.say("two"))) {
            HttpCalls http = new HttpCalls(mock);
            JsonNode first = json(http.post(PATH, ask("word ".repeat(1_500), ""), header));
            String next = ask("more", ",\"previous_response_id\":" + first.path("id"));

            JsonNode cached = json(http.post(PATH, next, header));
            JsonNode plain = json(http.post(PATH, next));

            assertThat(first.at("/usage/input_tokens_details/cached_tokens").asInt())
                    .isZero();
            assertThat(first.at("/usage/x_details/0/prompt_tokens_details/cache_creation_input_tokens")
                            .asInt())
                    .isGreaterThan(1_024);
            assertThat(cached.at("/usage/input_tokens_details/cached_tokens").asInt())
                    .isGreaterThan(1_024);
            assertThat(plain.at("/usage/input_tokens_details/cached_tokens").asInt())
                    .isZero();
        }
    }

    @Test
    void keepsResponsesUntilTheyAreDeleted() throws Exception {
        try (MockQwen mock = mock(Turn.say("42"))) {
            HttpCalls http = new HttpCalls(mock);
            JsonNode response = json(http.post(PATH, ask("hi", "")));
            String unkept = json(http.post(PATH, ask("hi", ",\"store\":false")))
                    .path("id")
                    .asText();
            String path = PATH + "/" + response.path("id").asText();

            JsonNode found = json(http.get(path));
            JsonNode deleted = json(http.delete(path));

            assertThat(found).isEqualTo(response);
            assertThat(deleted.path("deleted").asBoolean()).isTrue();
            assertThat(http.get(path).statusCode()).isEqualTo(404);
            assertThat(http.get(PATH + "/" + unkept).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void tellsThatAnAnswerWasCutOff() throws Exception {
        try (MockQwen mock = mock(Turn.say("one two three"))) {
            String events = post(mock, ask("hi", ",\"max_output_tokens\":2,\"stream\":true"))
                    .body();

            JsonNode last = events(events).getLast();
            assertThat(last.path("type").asText()).isEqualTo("response.incomplete");
            assertThat(last.at("/response/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("no json", 400, "The request body is not valid JSON"),
                arguments("{\"model\":\"qwen-plus\"}", 400, "'input' must be a string or a list of items."),
                arguments("{\"model\":\"qwen-plus\",\"input\":[]}", 400, "[] is too short"),
                arguments(
                        "{\"model\":\"qwen-plus\",\"input\":[{\"type\":\"x\"}]}", 400, "'input.0.type' must be one of"),
                arguments(ask("hi", "").replace("qwen-plus", "qwen9"), 404, "The model `qwen9` does not exist"),
                arguments(ask("hi", ",\"previous_response_id\":\"x\""), 404, "No such Response object: x"),
                arguments(ask("hi", ",\"tools\":[{\"type\":\"x\"}]"), 400, "The mock has no tool of type 'x'"),
                arguments(ask("hi", ",\"max_output_tokens\":1000000"), 400, "Range of max_tokens should be"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesInTheCompatibleForm(String request, int status, String message) throws Exception {
        try (MockQwen mock = mock(Turn.say("42"))) {
            HttpResponse<String> response = post(mock, request);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(json(response).at("/error/message").asText()).startsWith(message);
        }
    }

    @Test
    void wantsJsonInAFormAsOpenAiWritesIt() throws Exception {
        String format = ",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"sum\",\"schema\":"
                + "{\"type\":\"object\",\"required\":[\"sum\"]}}}";
        try (MockQwen mock = mock(Turn.say("{\"total\":42}"))) {
            assertThat(json(post(mock, ask("hi", format))).at("/error/code").asText())
                    .isEqualTo("mock_wrong_format");
        }
    }

    @Test
    void goesWrongAsItsFaultsSay() throws Exception {
        String streaming = ask("hi", ",\"stream\":true");
        try (MockQwen broken = failing(new Fault.ErrorWithin(KnownError.OUTPUT_INSPECTION, 3));
                MockQwen silent = failing(new Fault.NoUsage());
                MockQwen doubled = failing(new Fault.DoubledSummary())) {
            List<JsonNode> doubledEvents = events(post(doubled, streaming).body());

            assertThat(post(broken, streaming).body())
                    .contains("id:4\nevent:error\n:HTTP_STATUS/400\ndata:{\"type\":\"error\",\"sequence_number\":3");
            assertThat(post(broken, ask("hi", "")).statusCode()).isEqualTo(400);
            assertThat(json(post(silent, ask("hi", ""))).path("usage").isNull()).isTrue();
            assertThat(doubledEvents)
                    .filteredOn(event -> event.path("type").asText().equals("response.completed"))
                    .hasSize(2);
        }
    }

    private static MockQwen mock(Turn... turns) {
        return MockQwen.builder(Replies.of(turns))
                .clock(new MovedClock())
                .seed(42)
                .start();
    }

    private static MockQwen failing(Fault fault) {
        return MockQwen.builder(Replies.of(Turn.say("42")))
                .faults(Faults.of(1, new FaultRule(fault, FaultWhen.ALWAYS)))
                .start();
    }

    private static String ask(String input, String fields) {
        return "{\"model\":\"qwen-plus\",\"input\":\"" + input + "\"" + fields + "}";
    }

    private static HttpResponse<String> post(MockQwen mock, String body) throws Exception {
        return new HttpCalls(mock).post(PATH, body);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static List<JsonNode> events(String stream) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.lines().toList()) {
            if (line.startsWith("data:")) {
                events.add(JSON.readTree(line.substring("data:".length())));
            }
        }
        return events;
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ResponsesIntegrationTests.class.getResourceAsStream("wire/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
