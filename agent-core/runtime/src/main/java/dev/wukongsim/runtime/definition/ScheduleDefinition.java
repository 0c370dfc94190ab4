package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.wukongsim.runtime.allowance.AccountName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a task runs by itself.
 *
 * @param cron expression of five fields, read in the zone; null if there is an interval
 * @param every interval in ISO 8601, such as {@code PT15M}; null if there is an expression
 * @param zone such as {@code Asia/Shanghai}; UTC if null
 * @param missed what happens to ticks that passed while nothing ran
 * @param budget what all its runs may use together; null for no more than their own budgets
 * @param watch what has to change for a tick to be worth a run; null if every tick is
 */
public record ScheduleDefinition(
        @Nullable String cron,
        @Nullable String every,
        @Nullable String zone,
        Missed missed,
        @Nullable Budget budget,
        @Nullable Watch watch) {

    /** What happens to ticks that passed while nothing ran. */
    public enum Missed {
        /** Nothing. */
        SKIP,
        /** The latest runs, for all of them. */
        ONCE,
        /** The latest run one after the other, up to a bound. */
        ALL
    }

    /** How long a limit holds before a new one begins. */
    public enum Per {
        DAY,
        MONTH
    }

    /** A limit for all runs of one day or one month together. */
    public record Budget(long tokens, Per per) {

        public Budget {
            requireNonNull(per, "per is null");
        }

        private String period(LocalDate day) {
            return switch (per) {
                case DAY -> day.toString();
                case MONTH -> YearMonth.from(day).toString();
            };
        }
    }

    /** A call that only reads; as long as it brings the same, there is nothing to do. */
    public record Watch(String tool, Map<String, Object> args) {

        public Watch {
            requireNonNull(tool, "tool is null");
            args = Collections.unmodifiableMap(new TreeMap<>(requireNonNullElse(args, Map.of())));
        }
    }

    public ScheduleDefinition {
        missed = requireNonNullElse(missed, Missed.SKIP);
    }

    /** Where its days begin; empty if there is no such zone. */
    public Optional<ZoneId> zoneId() {
        try {
            return Optional.of(zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Empty if there is none, or it is written wrongly. */
    public Optional<Duration> interval() {
        try {
            return Optional.ofNullable(every).map(Duration::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The account of the day or month of a tick, if the schedule has a budget. */
    public Optional<String> account(String schedule, Instant tick) {
        LocalDate day = tick.atZone(zoneId().orElseThrow()).toLocalDate();
        return Optional.ofNullable(budget).map(limit -> AccountName.schedule(schedule, limit.period(day)));
    }
}
