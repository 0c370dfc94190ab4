package dev.wukongsim.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of schedules from one process to the next, and between processes that serve the same ones. Knows time
 * to the millisecond. Thread-safe.
 */
public interface ScheduleStore {

    /**
     * What is known of a schedule.
     *
     * @param tick the last one that somebody has taken
     * @param seen what was to be seen when its task ran last; empty if it never did
     */
    record Remembered(Instant tick, Optional<String> seen) {}

    /** Empty for a schedule of which no tick was ever taken. */
    Optional<Remembered> find(String schedule);

    /**
     * Take a tick, and with it all earlier ones. Of many that try, one succeeds.
     *
     * @return whether it is taken by this call; false if this tick or a later one was taken before
     */
    boolean take(String schedule, Instant tick);

    /** Remember what was to be seen at a tick whose task ran. Nothing happens if that of a later tick is known. */
    void saw(String schedule, Instant tick, String seen);
}
