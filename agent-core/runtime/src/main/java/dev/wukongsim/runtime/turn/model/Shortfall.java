package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.TaskState;
import dev.wukongsim.runtime.turn.Pauses;
import dev.wukongsim.runtime.turn.Progress;

/** What a task does when it cannot pay: it sums up if it is on the ladder, then it pauses with its state kept. */
record Shortfall(Task task, WrapUp wrapUp, Pauses pauses) {

    /** @param used by the last call */
    record Outcome(Pauses.Outcome pause, Usage used) {}

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
        return new Outcome(pauses.pause(step, end), summary.usage());
    }
}
