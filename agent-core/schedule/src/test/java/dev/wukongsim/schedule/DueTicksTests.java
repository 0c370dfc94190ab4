package dev.wukongsim.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.definition.ScheduleDefinition.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DueTicksTests {

    private static final Schedule HOURLY = Schedule.every(Duration.ofHours(1), ZoneOffset.UTC);
    private static final Instant SIX = Instant.parse("2026-11-27T06:00:00Z");

    @Test
    void nothingIsDueBeforeTheNextTick() {
        DueTicks due = DueTicks.of(HOURLY, Missed.ALL, SIX, SIX.plusSeconds(3_599));

        assertThat(due.run()).isEmpty();
        assertThat(due.missed().ticks()).isEmpty();
    }

    @Test
    void aTickOnTimeRunsWhateverTheRule() {
        for (Missed rule : Missed.values()) {
            DueTicks due = DueTicks.of(HOURLY, rule, SIX, hour(7).plus(DueTicks.TOLERANCE));

            assertThat(due.run()).as(rule.name()).containsExactly(hour(7));
            assertThat(due.missed().ticks()).isEmpty();
        }
    }

    @Test
    void skipsWhatPassed() {
        DueTicks due = DueTicks.of(HOURLY, Missed.SKIP, SIX, hour(9).plusSeconds(61));

        assertThat(due.run()).isEmpty();
        assertThat(due.missed().ticks()).containsExactly(hour(7), hour(8), hour(9));
    }

    @Test
    void runsTheTickOnTimeAndSkipsThoseBeforeIt() {
        DueTicks due = DueTicks.of(HOURLY, Missed.SKIP, SIX, hour(9));

        assertThat(due.run()).containsExactly(hour(9));
        assertThat(due.missed().ticks()).containsExactly(hour(7), hour(8));
    }

    @Test
    void runsTheLatestForAllThatPassed() {
        DueTicks due = DueTicks.of(HOURLY, Missed.ONCE, SIX, hour(9).plusSeconds(1_800));

        assertThat(due.run()).containsExactly(hour(9));
        assertThat(due.missed().ticks()).containsExactly(hour(7), hour(8));
    }

    @Test
    void runsAllThatPassedInOrder() {
        DueTicks due = DueTicks.of(HOURLY, Missed.ALL, SIX, hour(9).plusSeconds(1_800));

        assertThat(due.run()).containsExactly(hour(7), hour(8), hour(9));
        assertThat(due.missed().ticks()).isEmpty();
    }

    @Test
    void runsNoMoreThanTheLatestFew() {
        DueTicks due = DueTicks.of(HOURLY, Missed.ALL, SIX, SIX.plus(Duration.ofDays(365)));

        assertThat(due.run()).hasSize(Passed.MOST).endsWith(SIX.plus(Duration.ofDays(365)));
        assertThat(due.missed()).isEqualTo(new Passed(List.of(), true));
    }

    @Property
    void everyTickWithinTheBoundEitherRunsOrIsMissed(
            @ForAll Missed rule,
            @ForAll @LongRange(min = 1, max = 10_000) long seconds,
            @ForAll @LongRange(min = 0, max = 100_000) long passed) {
        Schedule schedule = Schedule.every(Duration.ofSeconds(seconds), ZoneOffset.UTC);
        Instant now = SIX.plusSeconds(passed);

        DueTicks due = DueTicks.of(schedule, rule, SIX, now);

        List<Instant> ticks = new ArrayList<>(due.missed().ticks());
        ticks.addAll(due.run());
        List<Instant> expected = schedule.next(SIX, (int) (passed / seconds) + 1).stream()
                .map(tick -> tick.toInstant())
                .filter(tick -> !tick.isAfter(now))
                .toList();
        assertThat(ticks).isEqualTo(expected.subList(Math.max(0, expected.size() - Passed.MOST), expected.size()));
        assertThat(due.missed().more()).isEqualTo(expected.size() > Passed.MOST);
    }

    private static Instant hour(int hour) {
        return SIX.plus(Duration.ofHours(hour - 6L));
    }
}
