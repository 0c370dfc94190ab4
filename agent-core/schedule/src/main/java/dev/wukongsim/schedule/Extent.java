package dev.wukongsim.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How long schedules are served.
 *
 * @param until no later tick is served
 * @param ticks how many of each schedule; those missed and those left out do not count
 */
public record Extent(Instant until, long ticks) {

    /** Until somebody interrupts. */
    public static final Extent FOREVER = new Extent(Instant.MAX, Long.MAX_VALUE);

    public Extent {
        requireNonNull(until, "until is null");
    }
}
