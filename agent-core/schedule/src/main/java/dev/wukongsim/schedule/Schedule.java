package dev.wukongsim.schedule;

import dev.wukongsim.runtime.definition.ScheduleDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ticks of a schedule, each a whole second. Immutable, and a function of time alone.
 *
 * <pre>{@code
 * Schedule mornings = Schedule.cron("0 9 * * MON-FRI", ZoneId.of("Asia/Shanghai"));
 * Instant next = mornings.next(Instant.now());
 * }</pre>
 *
 * <p>Where clocks are put forward, what falls into the hour that is left out ticks once, when that hour would have begun.
 * Where they are put back, what falls into the hour that comes twice ticks once, in the first one. An interval knows no
 * clocks.
 */
public sealed interface Schedule permits CronSchedule, IntervalSchedule {

    /** The first tick after a moment. */
    Instant next(Instant moment);

    /** The last tick that is not after a moment; empty if there is none in sight. */
    Optional<Instant> last(Instant moment);

    ZoneId zone();

    /** The first ticks after a moment, in the schedule's own zone. */
    default List<ZonedDateTime> next(Instant moment, int count) {
        return Stream.iterate(next(moment), this::next)
                .limit(count)
                .map(tick -> tick.atZone(zone()))
                .toList();
    }

    /**
     * A cron expression of five fields. A day has to fit the day of the month or the day of the week if both are named.
     *
     * @throws InvalidCronException if it is none, or never ticks
     */
    static Schedule cron(String expression, ZoneId zone) {
        return CronSchedule.of(expression, zone);
    }

    /** Ticks at equal distances, counted from 1970-01-01T00:00 in the zone. */
    static Schedule every(Duration interval, ZoneId zone) {
        return new IntervalSchedule(interval, zone);
    }

    /**
     * What a task file says.
     *
     * @param definition that was checked
     * @throws InvalidCronException if its expression is none, or never ticks
     */
    static Schedule of(ScheduleDefinition definition) {
        ZoneId zone = definition.zoneId().orElseThrow();
        @Nullable String cron = definition.cron();
        return cron == null ? every(definition.interval().orElseThrow(), zone) : cron(cron, zone);
    }
}
