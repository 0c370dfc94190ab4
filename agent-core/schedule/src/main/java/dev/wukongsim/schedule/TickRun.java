package dev.wukongsim.schedule;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.event.StopReason;
import java.util.Optional;

/** Carries out one tick, if nobody else has it and there is something new. */
record TickRun(ScheduleStore store, TickWork work, Tick tick) {

    TickOutcome carryOut() {
        try {
            return store.take(tick.schedule(), tick.time()) ? lookAndRun() : new TickOutcome.Taken();
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            return new TickOutcome.Failed(e);
        }
    }

    private TickOutcome lookAndRun() {
        Optional<String> seen = work.look(tick).map(Fingerprint::of);
        if (seen.isPresent() && seen.equals(lastSeen())) {
            return new TickOutcome.Empty();
        }
        RunResult result = work.run(tick);
        if (isDealtWith(result.stopReason())) {
            seen.ifPresent(sight -> store.saw(tick.schedule(), tick.time(), sight));
        }
        return new TickOutcome.Ran(result);
    }

    private Optional<String> lastSeen() {
        return store.find(tick.schedule()).flatMap(ScheduleStore.Remembered::seen);
    }

    /** Done, or in the hands of a person: the same sight is worth no second task. */
    private static boolean isDealtWith(StopReason reason) {
        return switch (reason) {
            case COMPLETED, AWAITING_APPROVAL, AWAITING_INPUT, IN_DOUBT, PROGRAM_CHANGED -> true;
            case MODEL_FAILED,
                    TOOL_FAILED,
                    INTERNAL_ERROR,
                    INVALID,
                    BUDGET_EXHAUSTED,
                    POLICY_DENIED,
                    ITERATION_LIMIT,
                    LOOP_DETECTED,
                    TIMEOUT,
                    REGRESSION,
                    CANCELLED -> false;
        };
    }
}
