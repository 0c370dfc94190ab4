package dev.wukongsim.runtime.turn.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Attempt;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Committed;
import dev.wukongsim.runtime.durable.DurableContext.Done;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.TokenListener;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final ConversationHash conversation = new ConversationHash();
    private @Nullable Due due;

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

    /** What the last call depends on; its messages follow from these and from how tokens are counted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LastFingerprint(
            String model,
            long reserve,
            String conversation,
            @Nullable Object thinking) {}

    /** The last call as the journal keeps it; null if there was none. */
    record Last(@Nullable ModelOutcome outcome) {}

    /**
     * One attempt at a call; the reserve is held before it leaves, and what it used is settled together with its outcome.
     * What an earlier run left under way at this step is ended first, so that it holds nothing any more.
     */
    Committed<ModelOutcome> attempt(Requests.Made made) {
        return settled(() -> context.transact(
                "model",
                made.fingerprint(),
                Recovery.rerun(),
                ModelOutcome.class,
                attempt -> attempt(attempt, made.request().get())));
    }

    private Done<ModelOutcome> attempt(Attempt attempt, ChatRequest request) {
        attempt.earlier().forEach(model::abandon);
        if (task.shortage() instanceof Shortage.Audit) {
            return audited(attempt, request);
        }
        Optional<ReserveAnswer.Refused> refused = reserve.keep();
        if (refused.isPresent()) {
            return Done.of(new Remedy(task, NOTHING).of(refused.get()));
        }
        return done(
                model.attempt(attempt.name(), task.accounts(), true, request, listener),
                new Remedy(task, reserve.amount()),
                null);
    }

    private Done<ModelOutcome> audited(Attempt attempt, ChatRequest request) {
        String passed = model.obstacle(task.accounts(), request)
                .map(ReserveAnswer.Refused::facts)
                .orElse(null);
        return done(
                model.attempt(attempt.name(), task.accounts(), false, request, listener),
                new Remedy(task, NOTHING),
                passed);
    }

    private Done<ModelOutcome> done(MeteredModel.Attempt made, Remedy remedy, @Nullable String passed) {
        due = ModelOutcome.due(made);
        return new Done<>(ModelOutcome.of(made, remedy, passed), Effects.none().settling(due));
    }

    /**
     * The one last call, from the reserve. Its outcome is empty if nothing is reserved or too little for it.
     */
    Committed<Last> last(int step, String modelName, List<ChatMessage> messages) {
        LastFingerprint fingerprint = new LastFingerprint(
                modelName,
                task.reserve(),
                conversation.of(messages),
                lastRequest.thinking().written());
        return settled(() -> context.transact(
                "wrapup", fingerprint, Recovery.rerun(), Last.class, attempt -> spend(step, modelName, messages)));
    }

    private Done<Last> spend(int step, String modelName, List<ChatMessage> messages) {
        Optional<ChatRequest> request =
                reserve.keep().isPresent() ? Optional.empty() : lastRequest.in(step, modelName, messages);
        return request.map(last -> done(reserve.spend(last, listener), new Remedy(task, NOTHING), null))
                .map(done -> new Done<>(new Last(done.value()), done.effects()))
                .orElseGet(() -> Done.of(new Last(null)));
    }

    /**
     * Carry out a step. If its outcome cannot be written down, what it used is settled by itself, as it was used all the
     * same; but not by a run that was overtaken, whose successor has charged the attempt already.
     */
    private <T> T settled(Supplier<T> step) {
        due = null;
        try {
            return step.get();
        } catch (StaleEpochException e) {
            throw e;
        } catch (RuntimeException e) {
            if (due != null) {
                settleAlone(due, e);
            }
            throw e;
        }
    }

    private void settleAlone(Due used, RuntimeException failure) {
        try {
            model.settle(used);
        } catch (RuntimeException ofTheLedger) {
            failure.addSuppressed(ofTheLedger);
        }
    }
}
