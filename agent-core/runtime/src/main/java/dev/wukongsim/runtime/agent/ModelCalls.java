package dev.wukongsim.runtime.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.durable.Attempt;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.TokenListener;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the model, each time as one journalled step: what came of it is not asked or paid for again. */
final class ModelCalls {

    private static final Amount NOTHING = Amount.of(0, 0);

    private final Task task;
    private final MeteredModel model;
    private final Reserve reserve;
    private final LastRequest lastRequest;
    private final DurableContext context;
    private final TokenListener listener;

    ModelCalls(
            Task task,
            MeteredModel model,
            Reserve reserve,
            LastRequest lastRequest,
            DurableContext context,
            TokenListener listener) {
        this.task = task;
        this.model = model;
        this.reserve = reserve;
        this.lastRequest = lastRequest;
        this.context = context;
        this.listener = listener;
    }

    /** What a model step depends on; the journal keeps its hash. What is null does not change it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Fingerprint(
            String model,
            int maxOutputTokens,
            String messages,
            List<String> tools,
            @Nullable Object thinking) {

        static Fingerprint of(ChatRequest request) {
            return new Fingerprint(
                    request.modelName(),
                    request.maxOutputTokens(),
                    ChatMessageSerializer.messagesToJson(request.messages()),
                    request.toolSpecifications().stream()
                            .map(ToolSpecification::toJson)
                            .toList(),
                    ModelParameters.thinkingOf(request).written());
        }
    }

    /** What the last call depends on; its messages follow from these and from how tokens are counted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LastFingerprint(
            String model,
            long reserve,
            String messages,
            @Nullable Object thinking) {}

    /** The last call as the journal keeps it; null if there was none. */
    private record Last(@Nullable ModelOutcome outcome) {

        static Last of(Optional<ModelOutcome> outcome) {
            return new Last(outcome.orElse(null));
        }
    }

    /**
     * One attempt at a call; the reserve is held before it leaves. What an earlier run left under way at this step is ended
     * first, so that it holds nothing any more.
     */
    ModelOutcome attempt(ChatRequest request) {
        return context.step(
                "model",
                Fingerprint.of(request),
                Repeat.SAFE,
                ModelOutcome.class,
                attempt -> attempt(attempt, request));
    }

    private ModelOutcome attempt(Attempt attempt, ChatRequest request) {
        attempt.earlier().forEach(model::abandon);
        if (task.shortage() instanceof Shortage.Audit) {
            return audited(attempt, request);
        }
        return reserve.keep().<ModelOutcome>map(new Remedy(task, NOTHING)::of).orElseGet(() -> {
            Remedy remedy = new Remedy(task, reserve.amount());
            return ModelOutcome.of(
                    model.attempt(attempt.name(), task.accounts(), true, request, listener), remedy, null);
        });
    }

    private ModelOutcome audited(Attempt attempt, ChatRequest request) {
        String passed = model.obstacle(task.accounts(), request)
                .map(ReserveAnswer.Refused::facts)
                .orElse(null);
        return ModelOutcome.of(
                model.attempt(attempt.name(), task.accounts(), false, request, listener),
                new Remedy(task, NOTHING),
                passed);
    }

    /** The one last call, from the reserve; empty if nothing is reserved or too little for it. */
    Optional<ModelOutcome> last(int step, String modelName, List<ChatMessage> messages) {
        LastFingerprint fingerprint = new LastFingerprint(
                modelName,
                task.reserve(),
                ChatMessageSerializer.messagesToJson(messages),
                lastRequest.thinking().written());
        Last last = context.step(
                "wrapup", fingerprint, Repeat.SAFE, Last.class, attempt -> Last.of(spend(step, modelName, messages)));
        return Optional.ofNullable(last.outcome());
    }

    private Optional<ModelOutcome> spend(int step, String modelName, List<ChatMessage> messages) {
        Remedy remedy = new Remedy(task, NOTHING);
        if (reserve.keep().isPresent()) {
            return Optional.empty();
        }
        return lastRequest
                .in(step, modelName, messages)
                .map(request -> ModelOutcome.of(reserve.spend(request, listener), remedy, null));
    }
}
