package dev.wukongsim.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.runtime.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a mocked endpoint counted itself, read from the bytes that it sent. */
final class ServedUsage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ServedUsage() {}

    /** The usage of each answer that reported one, in the order of the requests. */
    static List<Usage> of(MockQwen mock) {
        List<Usage> served = new ArrayList<>();
        mock.wireMock()
                .getAllServeEvents()
                .reversed()
                .forEach(event -> event.getResponse()
                        .getBodyAsString()
                        .lines()
                        .flatMap(ServedUsage::usage)
                        .forEach(served::add));
        return served;
    }

    private static Stream<Usage> usage(String line) {
        String json = line.startsWith("data: ") ? line.substring("data: ".length()) : line;
        try {
            JsonNode usage = JSON.readTree(json).path("usage");
            return usage.isObject() ? Stream.of(usage(usage)) : Stream.empty();
        } catch (JsonProcessingException e) {
            return Stream.empty();
        }
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(
                usage.path("prompt_tokens").asLong(),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(),
                0,
                usage.path("completion_tokens").asLong(),
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(),
                1,
                false);
    }
}
