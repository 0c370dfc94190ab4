package dev.wukongsim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class IntervalScheduleTests {

    @Test
    void ticksAtEqualDistancesFromTheFirstMidnightOfItsZone() {
        Schedule daily = Schedule.every(Duration.ofDays(1), ZoneId.of("Asia/Shanghai"));
        Schedule quarters = Schedule.every(Duration.ofMinutes(15), ZoneOffset.UTC);

        assertThat(daily.next(Instant.parse("2026-11-27T12:00:00Z"))).isEqualTo(Instant.parse("2026-11-27T16:00:00Z"));
        assertThat(quarters.next(Instant.parse("2026-11-27T12:15:00Z")))
                .isEqualTo(Instant.parse("2026-11-27T12:30:00Z"));
    }

    @Test
    void countsWholeSeconds() {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.every(Duration.ofMillis(1_500), ZoneOffset.UTC));
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.every(Duration.ZERO, ZoneOffset.UTC));
    }

    @Property
    void lastAndNextAreOneIntervalApart(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seconds,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 4_000_000_000_000L) long millis) {
        Schedule schedule = Schedule.every(Duration.ofSeconds(seconds), ZoneId.of("America/New_York"));
        Instant moment = Instant.ofEpochMilli(millis);

        Instant last = schedule.last(moment).orElseThrow();

        assertThat(last).isBeforeOrEqualTo(moment);
        assertThat(schedule.next(moment)).isAfter(moment).isEqualTo(last.plusSeconds(seconds));
    }
}
