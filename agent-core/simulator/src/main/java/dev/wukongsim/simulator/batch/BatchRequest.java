package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.time.Duration;
import java.util.List;

/**
 * What a batch shall be.
 *
 * @param window as it was written, such as {@code 24h}
 * @param limit the same as a duration
 * @param metadata null as JSON if there is none
 */
record BatchRequest(String inputFile, String endpoint, String window, Duration limit, JsonNode metadata) {

    private static final List<String> ENDPOINTS = List.of("/v1/chat/completions", BatchInput.TEST_ENDPOINT);
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(14);

    /**
     * Read a request.
     *
     * @throws RefusedException if something in it is not what it should be
     */
    static BatchRequest of(JsonNode body) {
        String file = body.path("input_file_id").asText("");
        if (file.isEmpty()) {
            throw invalid("'input_file_id' is a required property");
        }
        String endpoint = body.path("endpoint").asText("");
        if (!ENDPOINTS.contains(endpoint)) {
            throw invalid("'endpoint' must be one of " + ENDPOINTS + ", not '" + endpoint + "'");
        }
        JsonNode metadata = body.path("metadata");
        if (!metadata.isObject() && !metadata.isMissingNode() && !metadata.isNull()) {
            throw invalid("'metadata' must be a JSON object");
        }
        String window = body.path("completion_window").asText("");
        return new BatchRequest(file, endpoint, window, limit(window), metadata);
    }

    private static Duration limit(String window) {
        Duration limit = Duration.ZERO;
        if (window.matches("\\d{1,3}[hd]")) {
            long number = Long.parseLong(window.substring(0, window.length() - 1));
            limit = window.endsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
        }
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw invalid(
                    "'completion_window' must be from 24h to 336h, in hours (h) or days (d), not '" + window + "'");
        }
        return limit;
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(ProviderError.invalidRequest(message));
    }
}
