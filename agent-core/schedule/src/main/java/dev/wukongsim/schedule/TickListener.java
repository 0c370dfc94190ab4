package dev.wukongsim.schedule;

/** Is told what came of each tick; by many threads, if many schedules are served. */
@FunctionalInterface
public interface TickListener {

    /**
     * Be told of a tick.
     *
     * @param tick the latest one if the outcome is of several
     */
    void onTick(Tick tick, TickOutcome outcome);
}
