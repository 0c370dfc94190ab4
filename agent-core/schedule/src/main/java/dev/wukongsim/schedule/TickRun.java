package dev.wukongsim.schedule;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.schedule.ScheduleStore.Remembered;
import dev.wukongsim.schedule.ScheduleStore.Sight;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out one tick, if nobody else has it and there is something new. */
record TickRun(ScheduleStore store, TickWork work, Tick tick) {

    private static final String NOTHING = "";

    TickOutcome carryOut() {
        return orFailed(false, () -> store.take(tick.schedule(), tick.time()) ? lookAndRun() : new TickOutcome.Taken());
    }

    /** Go on with the task if it was cut off; empty if it was not, or somebody has brought it to its end. */
    Optional<TickOutcome> finish() {
        try {
            return work.isCutOff(tick) ? Optional.of(goOn()) : Optional.empty();
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(new TickOutcome.Failed(e, true));
        }
    }

    /** Run the task, or go on with it if it was cut off. What it leaves undone counts as not seen. */
    TickOutcome goOn() {
        return orFailed(true, () -> {
            RunResult result = work.run(tick);
            if (Aftermath.of(result.stopReason()) == Aftermath.LEFT_UNDONE) {
                saw(NOTHING);
            }
            return new TickOutcome.Ran(result);
        });
    }

    private static TickOutcome orFailed(boolean begun, Supplier<TickOutcome> outcome) {
        try {
            return outcome.get();
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            return new TickOutcome.Failed(e, begun);
        }
    }

    /**
     * Run the task if there is something new. What is seen is remembered before: if the process dies, it is for this task,
     * which goes on, and no other one is made of it.
     */
    private TickOutcome lookAndRun() {
        Optional<String> seen = work.look(tick).map(Fingerprint::of);
        if (seen.isPresent() && seen.equals(lastSeen())) {
            return new TickOutcome.Empty();
        }
        saw(seen.orElse(NOTHING));
        return goOn();
    }

    private void saw(String seen) {
        store.saw(tick.schedule(), new Sight(tick.time(), seen));
    }

    private Optional<String> lastSeen() {
        return store.find(tick.schedule()).flatMap(Remembered::sight).map(Sight::seen);
    }
}
