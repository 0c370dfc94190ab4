package dev.wukongsim.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ticks of a cron expression. The expression is read on a clock that is never put forward or back; what it says is then
 * looked up on the clocks of the zone.
 */
final class CronSchedule implements Schedule {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    private static final ZonedDateTime ANY_DAY =
            LocalDateTime.of(2000, 1, 1, 0, 0).atZone(ZoneOffset.UTC);

    private final String expression;
    private final ExecutionTime times;
    private final ZoneId zone;

    private CronSchedule(String expression, ExecutionTime times, ZoneId zone) {
        this.expression = expression;
        this.times = times;
        this.zone = zone;
    }

    static CronSchedule of(String expression, ZoneId zone) {
        ExecutionTime times = parse(expression);
        if (times.nextExecution(ANY_DAY).isEmpty()) {
            throw new InvalidCronException(
                    expression, "never ticks: no month it names has such a day; name a day that comes");
        }
        return new CronSchedule(expression, times, zone);
    }

    private static ExecutionTime parse(String expression) {
        try {
            return ExecutionTime.forCron(PARSER.parse(expression));
        } catch (IllegalArgumentException e) {
            throw new InvalidCronException(expression, e);
        }
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public Instant next(Instant moment) {
        LocalDateTime local = following(LocalDateTime.ofInstant(moment, zone));
        while (!instant(local).isAfter(moment)) {
            local = following(local);
        }
        return instant(local);
    }

    @Override
    public Optional<Instant> last(Instant moment) {
        Optional<LocalDateTime> local = preceding(latestReading(moment).plusSeconds(1));
        while (local.filter(found -> instant(found).isAfter(moment)).isPresent()) {
            local = local.flatMap(this::preceding);
        }
        return local.map(this::instant);
    }

    private LocalDateTime following(LocalDateTime local) {
        return times.nextExecution(local.atZone(ZoneOffset.UTC))
                .orElseThrow(() -> new IllegalStateException("Cron expression '" + expression + "' has ended"))
                .toLocalDateTime();
    }

    private Optional<LocalDateTime> preceding(LocalDateTime local) {
        return times.lastExecution(local.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    /** When clocks show a time first; if they leave it out, when they do. */
    private Instant instant(LocalDateTime local) {
        @Nullable ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        return gap != null && gap.isGap()
                ? gap.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    /** The latest time that clocks have shown by a moment; they may have been put back since. */
    private LocalDateTime latestReading(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone).truncatedTo(ChronoUnit.SECONDS);
        @Nullable ZoneOffsetTransition overlap = zone.getRules().getTransition(local);
        return overlap != null && overlap.isOverlap() ? overlap.getDateTimeBefore() : local;
    }

    @Override
    public String toString() {
        return expression;
    }
}
