package dev.wukongsim.runtime.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.FinishReason;

/**
 * A whole answer of a model.
 *
 * @param message text, thinking and tool calls; tool names as the registry knows them, not as they were on the wire
 * @param usage of this one call
 */
public record ModelReply(AiMessage message, Usage usage, FinishReason finishReason) {

    public ModelReply {
        requireNonNull(message, "message is null");
        requireNonNull(usage, "usage is null");
        requireNonNull(finishReason, "finishReason is null");
    }
}
