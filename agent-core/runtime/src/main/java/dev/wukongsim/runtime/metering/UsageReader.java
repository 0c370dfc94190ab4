package dev.wukongsim.runtime.metering;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.wukongsim.runtime.model.Usage;
import java.util.Optional;

/** Reads what an endpoint reports of one call. */
@FunctionalInterface
public interface UsageReader {

    /** The usage as it was reported; empty if it was not, or only in part. */
    Optional<Usage> read(ChatResponse response);

    /** Reads input and output, which every provider reports; knows nothing of caches and reasoning. */
    static UsageReader standard() {
        return response -> {
            TokenUsage usage = response.tokenUsage();
            return usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null
                    ? Optional.empty()
                    : Optional.of(Usage.of(usage.inputTokenCount(), usage.outputTokenCount()));
        };
    }
}
