package dev.wukongsim.testkit.crash;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import java.util.HashMap;
import java.util.Map;

/**
 * A model that gives the same answer to the same request, as one with a seed of its own would: the first time it asks another
 * model. It outlives the processes that ask it.
 */
public final class RememberingModel implements ModelClient {

    private final ModelClient model;
    private final Map<ChatRequest, ModelReply> replies = new HashMap<>();

    public RememberingModel(ModelClient model) {
        this.model = requireNonNull(model, "model is null");
    }

    @Override
    public synchronized ModelReply call(ChatRequest request, TokenListener listener) {
        return replies.computeIfAbsent(request, first -> model.call(first, listener));
    }
}
