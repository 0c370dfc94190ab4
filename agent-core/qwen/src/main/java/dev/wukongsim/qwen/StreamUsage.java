package dev.wukongsim.qwen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.wukongsim.runtime.model.ModelReply.Detail;
import dev.wukongsim.runtime.model.Usage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The usage that an endpoint reported with a streamed answer, and what it left out. It is read from the last event that has one, because LangChain4j
 * knows no cache writes. A part is never more than its whole.
 *
 * @param input prompt tokens; zero if not reported
 * @param output completion tokens; zero if not reported
 * @param details those that were reported
 */
record StreamUsage(long input, long output, Map<Detail, Long> details) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StreamUsage NOTHING = new StreamUsage(0, 0, Map.of());

    static StreamUsage of(ChatResponse response) {
        if (!(response.metadata() instanceof OpenAiChatResponseMetadata metadata)) {
            return NOTHING;
        }
        return metadata.rawServerSentEvents().reversed().stream()
                .map(ServerSentEvent::data)
                .filter(data -> data.contains("\"usage\""))
                .map(data -> tree(data).path("usage"))
                .filter(JsonNode::isObject)
                .findFirst()
                .map(StreamUsage::read)
                .orElse(NOTHING);
    }

    /** Details of which the endpoint said nothing. */
    Set<Detail> unreported() {
        Set<Detail> all = EnumSet.allOf(Detail.class);
        all.removeAll(details.keySet());
        return all;
    }

    /** The usage, with an estimate for each side that the endpoint left out. */
    Usage orElse(Usage estimate) {
        boolean whole = input > 0 && (output > 0 || estimate.output() == 0);
        long allInput = input > 0 ? input : estimate.input();
        long allOutput = output > 0 ? output : estimate.output();
        long cached = Math.min(allInput, detail(Detail.CACHED_INPUT).orElse(0L));
        long written = Math.min(allInput - cached, detail(Detail.CACHE_WRITE).orElse(0L));
        long thought = output > 0 ? detail(Detail.REASONING).orElse(0L) : estimate.reasoning();
        return new Usage(allInput, cached, written, allOutput, Math.min(allOutput, thought), 1, !whole);
    }

    private Optional<Long> detail(Detail detail) {
        return Optional.ofNullable(details.get(detail));
    }

    private static StreamUsage read(JsonNode usage) {
        Map<Detail, Long> details = new EnumMap<>(Detail.class);
        JsonNode prompt = usage.path("prompt_tokens_details");
        put(details, Detail.CACHED_INPUT, prompt.path("cached_tokens"));
        put(details, Detail.CACHE_WRITE, prompt.path("cache_creation_input_tokens"));
        put(details, Detail.REASONING, usage.path("completion_tokens_details").path("reasoning_tokens"));
        long input = usage.path("prompt_tokens").asLong();
        long output = usage.has("completion_tokens")
                ? usage.path("completion_tokens").asLong()
                : usage.path("total_tokens").asLong() - input;
        return new StreamUsage(input, Math.max(0, output), Map.copyOf(details));
    }

    private static void put(Map<Detail, Long> details, Detail detail, JsonNode number) {
        if (number.isNumber()) {
            details.put(detail, number.asLong());
        }
    }

    private static JsonNode tree(String event) {
        try {
            return JSON.readTree(event);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
