package dev.wukongsim.qwen;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;

/** A model whose every answer makes the next count of a request better. */
public final class CalibratingModel implements ModelClient {

    private final ModelClient model;
    private final CalibratedTokenCounter counter;

    public CalibratingModel(ModelClient model, CalibratedTokenCounter counter) {
        this.model = model;
        this.counter = counter;
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        ModelReply reply = model.call(request, listener);
        counter.observe(request, reply.usage());
        return reply;
    }
}
