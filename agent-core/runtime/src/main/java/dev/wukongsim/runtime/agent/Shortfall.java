package dev.wukongsim.runtime.agent;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.TaskState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a task does when it cannot pay: it sums up if it is on the ladder, then it pauses with its state kept. A turn of a
 * conversation does not pause, as the next turn goes on instead; it ends.
 */
record Shortfall(Task task, WrapUp wrapUp, Pauses pauses, RunListener listener) {

    /**
     * What it came to.
     *
     * @param stop empty if somebody has let the task go on
     * @param used by the last call
     * @param budget of the task that goes on
     */
    record Outcome(Optional<Progress> stop, Usage used, OptionalLong budget) {}

    /** A call was refused. */
    Outcome refused(int step, String model, TaskState state, ModelOutcome.Refused refused, boolean wrapsUp) {
        return stop(step, model, state, refused.message(), wrapsUp);
    }

    /** An answer broke off for lack of room; it is asked for again when the task goes on. */
    Outcome cut(int step, String model, TaskState state, long held) {
        String message = new Remedy(task, Amount.of(0, 0)).ofCut(held);
        return stop(step, model, state, message, task.shortage() instanceof Shortage.Ladder);
    }

    private Outcome stop(int step, String model, TaskState state, String message, boolean wrapsUp) {
        WrapUp.Summary summary = wrapsUp ? wrapUp.take(step, model, state) : WrapUp.Summary.NONE;
        Progress.Ended early = Progress.Ended.early(StopReason.BUDGET_EXHAUSTED, state, message);
        Progress.Ended end =
                new Progress.Ended(StopReason.BUDGET_EXHAUSTED, summary.text().orElse(early.answer()), message);
        if (task.session().isPresent()) {
            return new Outcome(Optional.of(end), summary.usage(), OptionalLong.empty());
        }
        OptionalLong budget = pauses.pause("tokens");
        if (budget.isEmpty()) {
            return new Outcome(Optional.of(new Progress.Paused(end)), summary.usage(), budget);
        }
        listener.onEvent(new RunEvent.TaskResumed(step, pauses.count(), budget.getAsLong()));
        return new Outcome(Optional.empty(), summary.usage(), budget);
    }
}
