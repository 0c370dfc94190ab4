package dev.wukongsim.qwen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.wukongsim.runtime.model.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The usage that an OpenAI-compatible endpoint reported with an answer, with cached input, input that was written to a
 * cache, and reasoning. What it left out counts as zero.
 */
public final class ReportedUsage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CACHE_WRITE = "cache_creation_input_tokens";

    private ReportedUsage() {}

    /** The usage of this one call; empty if the endpoint reported none. */
    public static Optional<Usage> of(ChatResponse response) {
        return response.tokenUsage() instanceof OpenAiTokenUsage usage
                ? Optional.of(new Usage(
                        number(usage.inputTokenCount()),
                        usage.inputTokensDetails() == null
                                ? 0
                                : number(usage.inputTokensDetails().cachedTokens()),
                        cacheWrite(response),
                        number(usage.outputTokenCount()),
                        usage.outputTokensDetails() == null
                                ? 0
                                : number(usage.outputTokensDetails().reasoningTokens()),
                        1,
                        false))
                : Optional.empty();
    }

    /** LangChain4j keeps cached tokens only; what was written to the cache is read from the raw event. */
    private static long cacheWrite(ChatResponse response) {
        return response.metadata() instanceof OpenAiChatResponseMetadata metadata
                        && metadata.rawServerSentEvents() != null
                ? metadata.rawServerSentEvents().stream()
                        .map(ServerSentEvent::data)
                        .filter(data -> data.contains(CACHE_WRITE))
                        .mapToLong(ReportedUsage::cacheWrite)
                        .max()
                        .orElse(0)
                : 0;
    }

    private static long cacheWrite(String event) {
        try {
            return Math.max(
                    0,
                    JSON.readTree(event)
                            .path("usage")
                            .path("prompt_tokens_details")
                            .path(CACHE_WRITE)
                            .asLong());
        } catch (JsonProcessingException e) {
            return 0;
        }
    }

    private static long number(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }
}
