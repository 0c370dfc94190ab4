package dev.wukongsim.schedule;

import dev.wukongsim.runtime.definition.ScheduleDefinition.Missed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is to be done about the ticks since the last one.
 *
 * @param run ticks that are to run, the earliest first
 * @param missed ticks before them that are not
 */
record DueTicks(List<Instant> run, Passed missed) {

    /** A tick that is no later than this is on time, whatever the rule. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    DueTicks {
        run = List.copyOf(run);
    }

    static DueTicks of(Schedule schedule, Missed rule, Instant last, Instant now) {
        Passed passed = Passed.between(schedule, last, now);
        int count = count(passed, rule, now);
        return new DueTicks(
                passed.ticks()
                        .subList(passed.ticks().size() - count, passed.ticks().size()),
                passed.without(count));
    }

    /** How many of the latest are to run. */
    private static int count(Passed passed, Missed rule, Instant now) {
        return switch (rule) {
            case SKIP ->
                (int) passed.latest().filter(tick -> isOnTime(tick, now)).stream()
                        .count();
            case ONCE -> Math.min(1, passed.ticks().size());
            case ALL -> passed.ticks().size();
        };
    }

    private static boolean isOnTime(Instant tick, Instant now) {
        return !tick.isBefore(now.minus(TOLERANCE));
    }
}
