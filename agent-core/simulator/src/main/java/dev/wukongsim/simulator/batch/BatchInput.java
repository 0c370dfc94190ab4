package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the file of a batch, and collects what is wrong with it. */
final class BatchInput {

    static final String TEST_ENDPOINT = "/v1/chat/ds-test";
    static final String TEST_MODEL = "batch-test-model";

    private static final int MOST_LINES = 50_000;
    private static final int LONGEST_LINE = 6 * 1024 * 1024;
    private static final int MOST_TEST_LINES = 100;
    private static final int LARGEST_TEST = 1024 * 1024;
    private static final int MOST_PROBLEMS = 100;
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final String endpoint;
    private final List<BatchLine> lines = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> customIds = new HashSet<>();
    private String model = "";
    private String thinking = "";

    /**
     * Why a batch fails.
     *
     * @param line from 1; null if it is the file as a whole
     */
    record Problem(String code, String message, @Nullable Integer line) {}

    private BatchInput(String endpoint) {
        this.endpoint = endpoint;
    }

    static BatchInput of(StoredFile file, String endpoint) {
        BatchInput input = new BatchInput(endpoint);
        int number = 0;
        for (String line : file.content().lines().toList()) {
            number++;
            if (!line.isBlank() && input.problems.size() < MOST_PROBLEMS) {
                input.add(number, line);
            }
        }
        input.checkWhole(file);
        return input;
    }

    List<BatchLine> lines() {
        return lines;
    }

    List<Problem> problems() {
        return problems;
    }

    private void add(int number, String line) {
        int bytes = line.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_LINE) {
            problem("line_too_long", "The line has %,d bytes of at most %,d".formatted(bytes, LONGEST_LINE), number);
            return;
        }
        try {
            JsonNode request = JSON.readTree(line);
            check(number, request);
            lines.add(new BatchLine(request.path("custom_id").asText(""), request.path("body"), bytes));
        } catch (JsonProcessingException e) {
            problem("invalid_json_line", "The line is not valid JSON: " + e.getOriginalMessage(), number);
        }
    }

    private void check(int number, JsonNode request) {
        String id = request.path("custom_id").asText("");
        if (id.isEmpty()) {
            problem("missing_custom_id", "'custom_id' is missing", number);
        } else if (!customIds.add(id)) {
            problem("duplicate_custom_id", "'custom_id' must be unique in the file; '" + id + "' is not", number);
        }
        String method = request.path("method").asText("");
        if (!method.equals("POST")) {
            problem("invalid_method", "'method' must be POST, not '" + method + "'", number);
        }
        String url = request.path("url").asText("");
        if (!url.equals(endpoint)) {
            problem("mismatched_url", "'url' must be '" + endpoint + "' as in the batch, not '" + url + "'", number);
        }
        if (!request.path("body").isObject()) {
            problem("invalid_body", "'body' must be a JSON object", number);
            return;
        }
        checkModel(number, request.path("body"));
    }

    private void checkModel(int number, JsonNode body) {
        String ownModel = body.path("model").asText("");
        String ownThinking = body.path("enable_thinking").asText("not set");
        model = lines.isEmpty() ? ownModel : model;
        thinking = lines.isEmpty() ? ownThinking : thinking;
        if (!ownModel.equals(model)) {
            problem("mismatched_model", "A file has one model; '" + ownModel + "' follows '" + model + "'", number);
        }
        if (!ownThinking.equals(thinking)) {
            problem(
                    "mismatched_thinking",
                    "A file has one thinking mode; enable_thinking is " + ownThinking + " after " + thinking,
                    number);
        }
        if (ownModel.equals(TEST_MODEL) != endpoint.equals(TEST_ENDPOINT)) {
            problem(
                    "mismatched_model",
                    "Model '" + TEST_MODEL + "' belongs to endpoint '" + TEST_ENDPOINT + "'; model '" + ownModel
                            + "' cannot be asked at '" + endpoint + "'",
                    number);
        }
    }

    private void checkWhole(StoredFile file) {
        boolean test = endpoint.equals(TEST_ENDPOINT);
        int most = test ? MOST_TEST_LINES : MOST_LINES;
        if (lines.size() > most) {
            problem(
                    "too_many_requests",
                    "The file has %,d requests of at most %,d".formatted(lines.size(), most),
                    null);
        }
        if (test && file.bytes() > LARGEST_TEST) {
            problem(
                    "file_too_large",
                    "The file has %,d bytes of at most %,d".formatted(file.bytes(), LARGEST_TEST),
                    null);
        }
        if (lines.isEmpty() && problems.isEmpty()) {
            problem("empty_file", "The file has no requests", null);
        }
    }

    private void problem(String code, String message, @Nullable Integer line) {
        problems.add(new Problem(code, message, line));
    }
}
