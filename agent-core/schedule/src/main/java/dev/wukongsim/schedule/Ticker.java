package dev.wukongsim.schedule;

import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.schedule.ScheduleStore.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Serves one schedule: waits for each tick, and carries it out before the next one. A task that was cut off goes on first,
 * when a process begins to serve and at each tick after.
 */
final class Ticker {

    /** The clock is looked at this often, as it may be set and the machine may sleep. */
    private static final Duration GLANCE = Duration.ofSeconds(30);

    private final ScheduledTask task;
    private final ScheduleStore store;
    private final Timer timer;
    private final TickListener listener;
    private Instant last;
    private long left;

    /** Whose task is to go on, unless somebody has brought it to its end. */
    private Optional<Tick> cutOff;

    Ticker(ScheduledTask task, ScheduleStore store, Timer timer, TickListener listener) {
        this.task = task;
        this.store = store;
        this.timer = timer;
        this.listener = listener;
        Optional<Remembered> remembered = store.find(task.name());
        this.last = remembered.map(Remembered::tick).orElseGet(timer::now);
        this.cutOff = remembered.flatMap(Remembered::sight).map(sight -> new Tick(task.name(), sight.tick()));
    }

    /** Blocks until the extent is over, or the thread is interrupted. */
    void serve(Extent extent) {
        left = extent.ticks();
        try {
            finishCutOff();
            while (left > 0 && !next().isAfter(extent.until())) {
                waitUntil(next());
                carryOutDue();
            }
        } catch (CancelledException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant next() {
        return task.schedule().next(last);
    }

    private void waitUntil(Instant time) {
        while (timer.now().isBefore(time)) {
            Instant glance = timer.now().plus(GLANCE);
            timer.waitUntil(glance.isBefore(time) ? glance : time);
        }
    }

    private void carryOutDue() {
        DueTicks due = DueTicks.of(task.schedule(), task.missed(), last, timer.now());
        leaveOut(due.missed(), new TickOutcome.Missed(due.missed()));
        for (Instant time : due.run()) {
            if (left > 0) {
                carryOut(time);
            }
        }
        if (left > 0) {
            Passed meanwhile = Passed.between(task.schedule(), last, timer.now());
            leaveOut(meanwhile, new TickOutcome.Overlapped(meanwhile));
        }
    }

    /** Pass over ticks, and say so unless another process sees to them. */
    private void leaveOut(Passed ticks, TickOutcome outcome) {
        ticks.latest().ifPresent(latest -> {
            last = latest;
            Tick tick = new Tick(task.name(), latest);
            try {
                if (store.take(task.name(), latest)) {
                    listener.onTick(tick, outcome);
                }
            } catch (RuntimeException e) {
                listener.onTick(tick, new TickOutcome.Failed(e, false));
            }
        });
    }

    private void finishCutOff() {
        cutOff.ifPresent(tick ->
                run(tick).finish().ifPresentOrElse(outcome -> tell(tick, outcome), () -> remember(tick, false)));
    }

    private void carryOut(Instant time) {
        finishCutOff();
        Tick tick = new Tick(task.name(), time);
        last = time;
        left--;
        tell(tick, run(tick).carryOut());
    }

    private TickRun run(Tick tick) {
        return new TickRun(store, task.work(), tick);
    }

    private void tell(Tick tick, TickOutcome outcome) {
        remember(tick, isCutOff(outcome));
        listener.onTick(tick, outcome);
        if (outcome instanceof TickOutcome.Ran ran && ran.result().stopReason() == StopReason.CANCELLED) {
            throw new CancelledException();
        }
    }

    private static boolean isCutOff(TickOutcome outcome) {
        return switch (outcome) {
            case TickOutcome.Ran ran -> Aftermath.of(ran.result().stopReason()) == Aftermath.CUT_OFF;
            case TickOutcome.Failed failed -> failed.begun();
            case TickOutcome.Empty empty -> false;
            case TickOutcome.Taken taken -> false;
            case TickOutcome.Missed missed -> false;
            case TickOutcome.Overlapped overlapped -> false;
        };
    }

    private void remember(Tick tick, boolean isCutOff) {
        if (isCutOff) {
            cutOff = Optional.of(tick);
        } else if (cutOff.filter(tick::equals).isPresent()) {
            cutOff = Optional.empty();
        }
    }
}
