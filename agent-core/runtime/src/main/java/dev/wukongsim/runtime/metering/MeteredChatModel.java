package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Set;

/**
 * Any chat model on account: a call that the accounts have no room for is not sent but ends in a
 * {@link BudgetExceededException}, and every other one is charged, also if it fails. Thread-safe if the model is.
 */
public final class MeteredChatModel implements ChatModel {

    private final ChatModel model;
    private final Metering metering;

    /** @param model retries nothing by itself, as only its caller's calls are counted */
    public MeteredChatModel(ChatModel model, Metering metering) {
        this.model = requireNonNull(model, "model is null");
        this.metering = requireNonNull(metering, "metering is null");
    }

    /** @throws BudgetExceededException if an account has no room; nothing was sent */
    @Override
    public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
        MeteredCall call = metering.begin(request, model.defaultRequestParameters());
        ChatResponse response;
        try {
            response = model.chat(call.request(), options);
        } catch (RuntimeException e) {
            call.failWith(e, Arrived.nothing());
            throw e;
        }
        metering.settle(call, response);
        return response;
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
