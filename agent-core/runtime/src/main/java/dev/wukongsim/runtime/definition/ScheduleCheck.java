package dev.wukongsim.runtime.definition;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a schema cannot say about a schedule.
 *
 * @param complain takes the place of a violation, such as {@code /schedule/zone}, and its message
 */
record ScheduleCheck(ScheduleDefinition schedule, BiConsumer<String, String> complain) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    void check() {
        if ((schedule.cron() == null) == (schedule.every() == null)) {
            complain.accept(
                    "/schedule", "a schedule has exactly one of 'cron' and 'every', such as cron: '0 9 * * MON-FRI'");
        }
        @Nullable String every = schedule.every();
        if (every != null) {
            checkInterval(every, schedule.interval());
        }
        if (schedule.zoneId().isEmpty()) {
            complain.accept(
                    "/schedule/zone", "there is no time zone '" + schedule.zone() + "'; one is 'Asia/Shanghai'");
        }
    }

    private void checkInterval(String every, Optional<Duration> interval) {
        boolean fits = interval.filter(length -> length.equals(Duration.ofSeconds(length.toSeconds())))
                .filter(length -> length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0)
                .isPresent();
        if (!fits) {
            complain.accept(
                    "/schedule/every",
                    "'every' is whole seconds from PT1S to P366D in ISO 8601, such as PT15M, not '" + every + "'");
        }
    }
}
