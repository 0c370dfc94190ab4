package dev.wukongsim.runtime.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;
import java.util.Set;

/**
 * A whole answer of a model.
 *
 * @param message text, thinking and tool calls; tool names as the registry knows them, not as they were on the wire
 * @param usage of this one call
 * @param unreported parts of the usage of which the endpoint said nothing, and which are counted as zero
 */
public record ModelReply(AiMessage message, Usage usage, FinishReason finishReason, Set<Detail> unreported) {

    /** A part of the usage that not every endpoint reports. */
    public enum Detail {
        CACHED_INPUT,
        CACHE_WRITE,
        REASONING
    }

    public ModelReply {
        requireNonNull(message, "message is null");
        requireNonNull(usage, "usage is null");
        requireNonNull(finishReason, "finishReason is null");
        unreported = Set.copyOf(unreported);
    }

    /** An answer whose usage is known in every part. */
    public ModelReply(AiMessage message, Usage usage, FinishReason finishReason) {
        this(message, usage, finishReason, Set.of());
    }
}
