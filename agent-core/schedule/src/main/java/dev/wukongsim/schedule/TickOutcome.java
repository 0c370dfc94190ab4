package dev.wukongsim.schedule;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.agent.RunResult;

/** What came of a tick. */
public sealed interface TickOutcome {

    /** The task of the tick ran to an end of some kind. */
    record Ran(RunResult result) implements TickOutcome {
        public Ran {
            requireNonNull(result, "result is null");
        }
    }

    /** Nothing has changed since the task ran last, so there is no task and no model was asked. */
    record Empty() implements TickOutcome {}

    /**
     * There is no result; the next tick tries again.
     *
     * @param begun whether the task had begun, so that it goes on at the next tick; if not, that one is a new task
     */
    record Failed(RuntimeException cause, boolean begun) implements TickOutcome {
        public Failed {
            requireNonNull(cause, "cause is null");
        }
    }

    /** Another process has this tick. */
    record Taken() implements TickOutcome {}

    /** Nothing ran at these ticks, and by the schedule's rule nothing will. */
    record Missed(Passed ticks) implements TickOutcome {}

    /** At these ticks the task of an earlier one was still running, so they are left out. */
    record Overlapped(Passed ticks) implements TickOutcome {}
}
