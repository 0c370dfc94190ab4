package dev.wukongsim.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ticks that passed.
 *
 * @param ticks the latest {@value #MOST} at most, the earliest first
 * @param more whether there were others before
 */
public record Passed(List<Instant> ticks, boolean more) {

    /** How many are looked at, however many there were. */
    public static final int MOST = 24;

    public Passed {
        ticks = List.copyOf(ticks);
    }

    /** The ticks after one moment and not after another. */
    static Passed between(Schedule schedule, Instant after, Instant until) {
        List<Instant> ticks = new ArrayList<>();
        Optional<Instant> tick = schedule.last(until).filter(after::isBefore);
        while (tick.isPresent() && ticks.size() < MOST) {
            ticks.addFirst(tick.get());
            tick = schedule.last(tick.get().minusNanos(1)).filter(after::isBefore);
        }
        return new Passed(ticks, tick.isPresent());
    }

    /** The latest of them. */
    Optional<Instant> latest() {
        return ticks.isEmpty() ? Optional.empty() : Optional.of(ticks.getLast());
    }

    /** Without the latest ones. */
    Passed without(int latest) {
        return new Passed(ticks.subList(0, ticks.size() - latest), more);
    }
}
