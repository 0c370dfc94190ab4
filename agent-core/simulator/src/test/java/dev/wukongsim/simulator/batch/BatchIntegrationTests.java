package dev.wukongsim.simulator.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.simulator.HttpCalls;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.MovedClock;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and batches, as clients see them over HTTP. */
class BatchIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILES = "/compatible-mode/v1/files";
    private static final String BATCHES = "/v1/batches";
    private static final String FORM = "multipart/form-data; boundary=XX";
    private static final String GOOD = line("1", "qwen-plus", "");
    private static final String TOO_MUCH = line("2", "qwen-plus", ",\"max_tokens\":1000000");

    private final MovedClock clock = new MovedClock();
    private MockQwen mock;
    private HttpCalls http;

    @BeforeEach
    void start() {
        start(Duration.ZERO);
    }

    private void start(Duration batchTime) {
        mock = MockQwen.builder(Replies.of(Turn.say("42")))
                .clock(clock)
                .batchTime(batchTime)
                .start();
        http = new HttpCalls(mock);
    }

    @AfterEach
    void end() {
        mock.close();
    }

    @Test
    void batchFileRoundTrip() throws Exception {
        JsonNode file = json(upload("batch", GOOD + TOO_MUCH));
        JsonNode created = json(create(file.path("id").asText(), "/v1/chat/completions"));

        JsonNode done = json(http.get(BATCHES + "/" + created.path("id").asText()));
        String output = content(done, "output_file_id");
        String errors = content(done, "error_file_id");

        assertThat(created.path("status").asText()).isEqualTo("validating");
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("request_counts").toString()).isEqualTo("{\"total\":2,\"completed\":1,\"failed\":1}");
        assertThat(done.path("metadata").path("ds_name").asText()).isEqualTo("night");
        assertThat(done.toPrettyString()).isEqualTo(golden("batch.json"));
        assertThat(output).isEqualTo(golden("output.jsonl") + "\n");
        assertThat(errors).isEqualTo(golden("error.jsonl") + "\n");
        assertThat(JSON.readTree(output)
                        .at("/response/body/choices/0/message/content")
                        .asText())
                .isEqualTo("42");
    }

    @Test
    void answersTheTestModelWithoutReplies() throws Exception {
        String line = line("1", "batch-test-model", "").replace("/v1/chat/completions", "/v1/chat/ds-test");

        JsonNode done = done(line, "/v1/chat/ds-test");

        assertThat(content(done, "output_file_id")).isEqualTo(golden("test-model.jsonl") + "\n");
        assertThat(mock.replies().unused()).containsExactly("turns[0] of replies");
    }

    @Test
    void goesThroughItsStatusesOnTheClock() throws Exception {
        end();
        start(Duration.ofMinutes(10));
        String id = created(GOOD);

        assertThat(status(id)).isEqualTo("validating");
        clock.move(Duration.ofMinutes(1));
        assertThat(status(id)).isEqualTo("in_progress");
        clock.move(Duration.ofMinutes(8));
        assertThat(status(id)).isEqualTo("finalizing");
        clock.move(Duration.ofMinutes(1));
        assertThat(status(id)).isEqualTo("completed");
        assertThat(json(http.get(BATCHES + "/" + id)).path("completed_at").asLong())
                .isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void expiresWhenItTakesLongerThanItsWindow() throws Exception {
        end();
        start(Duration.ofDays(2));
        String id = created(GOOD);
        clock.move(Duration.ofHours(24));

        JsonNode expired = json(http.get(BATCHES + "/" + id));

        assertThat(expired.path("status").asText()).isEqualTo("expired");
        assertThat(content(expired, "error_file_id")).contains("batch_expired");
        assertThat(mock.replies().unused()).containsExactly("turns[0] of replies");
    }

    @Test
    void isCancelledBeforeSomebodySawItComplete() throws Exception {
        String id = created(GOOD);

        HttpResponse<String> cancelling = http.post(BATCHES + "/" + id + "/cancel", "");
        String after = status(id);
        HttpResponse<String> again = http.post(BATCHES + "/" + id + "/cancel", "");

        assertThat(json(cancelling).path("status").asText()).isEqualTo("cancelling");
        assertThat(after).isEqualTo("cancelled");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).at("/error/message").asText())
                .isEqualTo("Cannot cancel a batch with status 'cancelled'.");
    }

    static Stream<Arguments> badFiles() {
        String many = IntStream.rangeClosed(1, 101)
                .mapToObj(number -> line(String.valueOf(number), "qwen-plus", ""))
                .collect(Collectors.joining());
        return Stream.of(
                arguments("no json\n", "invalid_json_line"),
                arguments(GOOD + GOOD, "duplicate_custom_id"),
                arguments(GOOD + line("2", "qwen-max", ""), "mismatched_model"),
                arguments(GOOD + line("2", "qwen-plus", ",\"enable_thinking\":true"), "mismatched_thinking"),
                arguments(GOOD.replace("completions", "elsewhere"), "mismatched_url"),
                arguments(GOOD.replace("POST", "GET"), "invalid_method"),
                arguments(line("1", "batch-test-model", ""), "mismatched_model"),
                arguments(GOOD.replace("\"hi\"", "\"" + "x".repeat(6 * 1024 * 1024) + "\""), "line_too_long"),
                arguments(
                        many.replace("completions", "ds-test").replace("qwen-plus", "batch-test-model"),
                        "too_many_requests"),
                arguments("\n", "empty_file"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void failsForAFileThatIsNotAsItShouldBe(String content, String code) throws Exception {
        String endpoint = code.equals("too_many_requests") ? "/v1/chat/ds-test" : "/v1/chat/completions";

        JsonNode failed = done(content, endpoint);

        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/errors/data").findValuesAsText("code")).contains(code);
    }

    @Test
    void refusesFormsThatAreNone() throws Exception {
        assertThat(error(http.post(FILES, "{}", "Content-Type", "application/json")))
                .startsWith("A file must be sent as multipart/form-data");
        assertThat(error(http.post(FILES, "--XX\r\n", "Content-Type", FORM)))
                .startsWith("'file' is a required property");
        assertThat(error(http.post(
                        FILES, "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--\r\n", "Content-Type", FORM)))
                .startsWith("The form cannot be read");
        assertThat(error(upload("file-extract", GOOD))).startsWith("'purpose' must be batch");
    }

    @Test
    void refusesBatchesThatCannotBe() throws Exception {
        String file = json(upload("batch", GOOD)).path("id").asText();

        assertThat(error(create("file-batch-none", "/v1/chat/completions")))
                .isEqualTo("No such File object: file-batch-none");
        assertThat(error(create(file, "/v1/embeddings"))).startsWith("'endpoint' must be one of");
        assertThat(error(http.post(BATCHES, "no json"))).startsWith("The request body is not valid JSON");
        assertThat(error(http.post(
                        BATCHES,
                        "{\"input_file_id\":\"" + file
                                + "\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"1h\"}")))
                .startsWith("'completion_window' must be from 24h to 336h");
        assertThat(http.get(BATCHES + "/batch_none").statusCode()).isEqualTo(404);
        assertThat(error(http.get(BATCHES + "?limit=0"))).startsWith("'limit' must be a number from 1 to 100");
    }

    @Test
    void listsAndDeletesFilesTheLatestFirst() throws Exception {
        String first = json(upload("batch", GOOD)).path("id").asText();
        String second = json(upload("batch", TOO_MUCH)).path("id").asText();

        JsonNode page = json(http.get(FILES + "?limit=1"));
        JsonNode next = json(http.get(FILES + "?limit=1&after=" + second));
        JsonNode deleted = json(http.delete(FILES + "/" + first));

        assertThat(page.at("/data/0/id").asText()).isEqualTo(second);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(next.at("/data/0/id").asText()).isEqualTo(first);
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(http.get(FILES + "/" + first + "/content").statusCode()).isEqualTo(404);
        assertThat(http.get(FILES + "/" + second + "/content").body()).isEqualTo(TOO_MUCH);
    }

    @Test
    void keepsTheLatestHundredFiles() throws Exception {
        String first = json(upload("batch", GOOD)).path("id").asText();
        for (int i = 0; i < 100; i++) {
            upload("batch", GOOD);
        }

        assertThat(http.get(FILES + "/" + first).statusCode()).isEqualTo(404);
    }

    private JsonNode done(String content, String endpoint) throws Exception {
        String file = json(upload("batch", content)).path("id").asText();
        String id = json(create(file, endpoint)).path("id").asText();
        return json(http.get(BATCHES + "/" + id));
    }

    private String created(String content) throws Exception {
        String file = json(upload("batch", content)).path("id").asText();
        return json(create(file, "/v1/chat/completions")).path("id").asText();
    }

    private String status(String id) throws Exception {
        return json(http.get(BATCHES + "/" + id)).path("status").asText();
    }

    private HttpResponse<String> create(String file, String endpoint) throws Exception {
        return http.post(
                BATCHES,
                "{\"input_file_id\":\"" + file + "\",\"endpoint\":\"" + endpoint
                        + "\",\"completion_window\":\"24h\",\"metadata\":{\"ds_name\":\"night\"}}");
    }

    private HttpResponse<String> upload(String purpose, String content) throws Exception {
        String form = "--XX\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose + "\r\n"
                + "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"night.jsonl\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + content + "\r\n--XX--\r\n";
        return http.post(FILES, form, "Content-Type", FORM);
    }

    private String content(JsonNode batch, String file) throws Exception {
        return http.get(FILES + "/" + batch.path(file).asText() + "/content").body();
    }

    private static String line(String id, String model, String fields) {
        return "{\"custom_id\":\"" + id
                + "\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + fields + "}}\n";
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String error(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).isBetween(400, 499);
        return json(response).at("/error/message").asText();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = BatchIntegrationTests.class.getResourceAsStream("wire/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
