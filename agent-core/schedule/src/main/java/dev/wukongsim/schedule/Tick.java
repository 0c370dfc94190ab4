package dev.wukongsim.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One moment of a schedule.
 *
 * @param schedule its name
 */
public record Tick(String schedule, Instant time) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public Tick {
        requireNonNull(schedule, "schedule is null");
        requireNonNull(time, "time is null");
    }

    /** The task of this tick, always the same: {@code t-20261127-010000-inbox-watch}, in UTC. */
    public String taskId() {
        return "t-" + TIME.format(time) + "-" + schedule;
    }
}
