package dev.wukongsim.runtime.turn.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Committed;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.planning.Decision;
import dev.wukongsim.runtime.planning.TaskState;
import dev.wukongsim.runtime.turn.Pauses;
import dev.wukongsim.runtime.turn.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out the decision to ask the model: tried again while that may help, then with another model, and shorter of breath
 * as money runs short.
 */
public final class ModelTurn {

    private final Task task;
    private final Requests requests;
    private final ModelCalls calls;
    private final ModelChoice choice;
    private final Shortfall shortfall;
    private final Pauses pauses;
    private final ModelEvents events;
    private final DurableContext context;
    private Purse purse;

    private ModelTurn(
            Task task,
            Requests requests,
            ModelCalls calls,
            ModelChoice choice,
            Shortfall shortfall,
            Pauses pauses,
            ModelEvents events,
            DurableContext context) {
        this.task = task;
        this.requests = requests;
        this.calls = calls;
        this.choice = choice;
        this.shortfall = shortfall;
        this.pauses = pauses;
        this.events = events;
        this.context = context;
        this.purse = Purse.of(task);
    }

    /**
     * The turns of one task.
     *
     * @param tools that the model may ask for
     */
    public static ModelTurn of(
            Task task,
            ModelAccess access,
            List<ToolSpecification> tools,
            Pauses pauses,
            DurableContext context,
            RunListener listener) {
        ModelEvents events = new ModelEvents(listener, access.prices());
        LastRequest lastRequest = new LastRequest(task, access.counter());
        ModelCalls calls = new ModelCalls(task, access.model(), access.reserve(), lastRequest, context, listener);
        return new ModelTurn(
                task,
                new Requests(task, tools),
                calls,
                new ModelChoice(task, access.prices(), context, listener),
                new Shortfall(task, new WrapUp(task, calls, events), pauses),
                pauses,
                events,
                context);
    }

    /** Ask the model for one decision; the state after it, or why there is none. */
    public Progress take(int step, TaskState state, Decision.CallModel decision) {
        int allowed = task.agent().limits().modelCalls();
        if (state.replies().size() >= allowed) {
            return Progress.Ended.early(
                    StopReason.ITERATION_LIMIT,
                    state,
                    "Task '%s' may make %d model calls, and all are made; raise 'limits.modelCalls' of agent '%s'"
                            .formatted(task.id(), allowed, task.agent().name()));
        }
        TaskState prompted = decision.prompt() == null ? state : state.withPrompt(decision.prompt());
        Tries tries = new Tries();
        Optional<Progress> progress = Optional.empty();
        while (progress.isEmpty()) {
            progress = ask(step, prompted, decision, tries);
        }
        return progress.get();
    }

    /** What has been tried for one decision; attempts are counted for each model. */
    private static final class Tries {
        private int failed;
        private Duration waited = Duration.ZERO;
    }

    /** Ask once; empty if it is worth asking again. */
    private Optional<Progress> ask(int step, TaskState state, Decision.CallModel decision, Tries tries) {
        String model = choice.next(step, purse);
        Requests.Made request = requests.next(
                step,
                model,
                purse.thinking(task.agent().thinking()),
                state.messages(),
                decision.withTools(),
                purse.line());
        events.asked(step, decision.purpose(), tries.failed + 1, decision.prompt());
        Committed<ModelOutcome> made = calls.attempt(request);
        return switch (made.value()) {
            case ModelOutcome.Replied replied -> {
                purse = purse.answered(replied.usage());
                events.replied(step, model, replied, made.alerts());
                TaskState next = state.withReply(decision.purpose(), replied.message());
                yield replied.cutByBudget()
                        ? stopped(shortfall.cut(step, model, next, replied.held()))
                        : Optional.of(new Progress.Continued(next));
            }
            case ModelOutcome.Failed failed -> failed(step, model, state, failed, made.alerts(), tries);
            case ModelOutcome.Refused refused -> refused(step, model, state, refused, tries);
        };
    }

    private Optional<Progress> failed(
            int step,
            String model,
            TaskState state,
            ModelOutcome.Failed failed,
            List<LedgerEntry.Alerted> alerts,
            Tries tries) {
        tries.failed++;
        purse = purse.charged(failed.charged());
        boolean again = failed.kind().retryable()
                && tries.failed < task.agent().limits().attempts()
                && Backoff.isWorthWaiting(failed.retryAfter(), choice.mayFallBack());
        events.failed(step, tries.failed, model, failed, alerts, again);
        if (again) {
            context.sleep(Backoff.pause(failed.kind(), tries.failed, failed.retryAfter(), context.random()));
            return Optional.empty();
        }
        if (failed.kind().anotherModelMayHelp() && choice.fallBack(step, failed.kind())) {
            tries.failed = 0;
            return Optional.empty();
        }
        return unanswered(step, state, failed, tries);
    }

    /**
     * No attempt and no model could overcome it. Where the same request may be answered another day the task pauses, and
     * then begins again with the agent's own model; empty if it may go on by now.
     */
    private Optional<Progress> unanswered(int step, TaskState state, ModelOutcome.Failed failed, Tries tries) {
        String message = inVain(failed);
        if (failed.kind().isForGood()) {
            return Optional.of(Progress.Ended.early(StopReason.MODEL_FAILED, state, message));
        }
        Progress.Ended end = Progress.Ended.early(
                StopReason.MODEL_FAILED, state, message + Pauses.remedy(task, "; when that is mended: "));
        Optional<Progress> stop = goesOn(pauses.pause(step, end));
        tries.failed = 0;
        choice.startOver();
        return stop;
    }

    /** What to say of the failure that no attempt and no model could overcome. */
    private String inVain(ModelOutcome.Failed failed) {
        String wait = !failed.kind().retryable() || Backoff.isWorthWaiting(failed.retryAfter(), false)
                ? ""
                : "; it wants to be left alone for %s, and a task waits %s at most"
                        .formatted(failed.retryAfter(), Backoff.LONGEST);
        String models = choice.givenUp().size() < 2 ? "" : "; asked in vain: " + String.join(", ", choice.givenUp());
        return failed.message() + wait + models;
    }

    private Optional<Progress> refused(
            int step, String model, TaskState state, ModelOutcome.Refused refused, Tries tries) {
        events.refused(step, refused.reason());
        Rung.AfterRefusal after = Rung.after(refused.cause(), task.shortage(), tries.waited);
        if (after == Rung.AfterRefusal.WAIT) {
            Duration pause = Rung.pause(tries.waited);
            context.sleep(pause);
            tries.waited = tries.waited.plus(pause);
            return Optional.empty();
        }
        tries.waited = Duration.ZERO;
        return stopped(shortfall.refused(step, model, state, refused, after == Rung.AfterRefusal.WRAP_UP));
    }

    /** Empty if the task may go on by now, with the budget it has then. */
    private Optional<Progress> goesOn(Pauses.Outcome pause) {
        purse = pause.budget().isPresent() ? purse.toppedUp(pause.budget().getAsLong()) : purse;
        return pause.stop();
    }

    /** Fold in what the shortfall came to; empty if the task may go on by now. */
    private Optional<Progress> stopped(Shortfall.Outcome outcome) {
        purse = purse.charged(outcome.used());
        return goesOn(outcome.pause());
    }
}
