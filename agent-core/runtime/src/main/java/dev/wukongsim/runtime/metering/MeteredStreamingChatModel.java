package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Set;

/**
 * Any streaming chat model on account. A call that the accounts have no room for is not sent; its handler gets a
 * {@link BudgetExceededException}, where all failures of a stream arrive. A stream that breaks off or is cancelled is
 * charged with its input and what arrived of the output. Thread-safe if the model is.
 */
public final class MeteredStreamingChatModel implements StreamingChatModel {

    private final StreamingChatModel model;
    private final Metering metering;

    /** @param model retries nothing by itself, as only its caller's calls are counted */
    public MeteredStreamingChatModel(StreamingChatModel model, Metering metering) {
        this.model = requireNonNull(model, "model is null");
        this.metering = requireNonNull(metering, "metering is null");
    }

    @Override
    public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
        MeteredCall call;
        try {
            call = metering.begin(request, model.defaultRequestParameters());
        } catch (BudgetExceededException e) {
            handler.onError(e);
            return;
        }
        MeteredHandler metered = new MeteredHandler(call, metering, handler);
        try {
            model.chat(call.request(), options, metered);
        } catch (RuntimeException e) {
            metered.settleFailure(e);
            throw e;
        }
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return model.defaultRequestParameters();
    }

    @Override
    public ModelProvider provider() {
        return model.provider();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return model.supportedCapabilities();
    }
}
