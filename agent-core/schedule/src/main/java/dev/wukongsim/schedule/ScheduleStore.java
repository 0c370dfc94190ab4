package dev.wukongsim.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of schedules from one process to the next, and between processes that serve the same ones. Knows time
 * to the millisecond. Thread-safe.
 */
public interface ScheduleStore {

    /**
     * What there was when the task of a tick began.
     *
     * @param seen empty for nothing, and for what the task has left undone
     */
    record Sight(Instant tick, String seen) {}

    /**
     * What is known of a schedule.
     *
     * @param tick the last one that somebody has taken
     * @param sight of the last tick whose task began; empty if none ever did
     */
    record Remembered(Instant tick, Optional<Sight> sight) {}

    /** Empty for a schedule of which no tick was ever taken. */
    Optional<Remembered> find(String schedule);

    /**
     * Take a tick, and with it all earlier ones. Of many that try, one succeeds.
     *
     * @return whether it is taken by this call; false if this tick or a later one was taken before
     */
    boolean take(String schedule, Instant tick);

    /** Remember a sight, in place of an earlier one. Nothing happens if that of a later tick is known. */
    void saw(String schedule, Sight sight);
}
