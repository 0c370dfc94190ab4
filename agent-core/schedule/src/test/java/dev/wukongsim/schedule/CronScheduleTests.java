package dev.wukongsim.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTests {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void ticksOnWorkingMorningsInItsZone() {
        Schedule mornings = Schedule.cron("0 9 * * MON-FRI", SHANGHAI);

        List<ZonedDateTime> ticks = mornings.next(Instant.parse("2026-11-27T00:59:59Z"), 3);

        assertThat(ticks)
                .extracting(ZonedDateTime::toInstant)
                .containsExactly(
                        Instant.parse("2026-11-27T01:00:00Z"),
                        Instant.parse("2026-11-30T01:00:00Z"),
                        Instant.parse("2026-12-01T01:00:00Z"));
    }

    @Test
    void ticksAfterTheMomentAndNotAtIt() {
        Schedule mornings = Schedule.cron("0 9 * * *", ZoneOffset.UTC);
        Instant nine = Instant.parse("2026-11-27T09:00:00Z");

        assertThat(mornings.next(nine)).isEqualTo(Instant.parse("2026-11-28T09:00:00Z"));
        assertThat(mornings.next(nine.minusMillis(1))).isEqualTo(nine);
        assertThat(mornings.last(nine)).contains(nine);
        assertThat(mornings.last(nine.minusMillis(1))).contains(Instant.parse("2026-11-26T09:00:00Z"));
    }

    @Test
    void takesADayThatFitsTheMonthOrTheWeek() {
        Schedule unlucky = Schedule.cron("0 9 13 * FRI", ZoneOffset.UTC);

        assertThat(unlucky.next(Instant.parse("2026-12-05T00:00:00Z"), 3))
                .extracting(ZonedDateTime::getDayOfMonth)
                .containsExactly(11, 13, 18);
    }

    @Test
    void ticksOnceInAnHourThatClocksLeaveOut() {
        assertThat(newYork("30 2 * * *", "2026-03-07T12:00"))
                .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00", "2026-03-10T02:30-04:00");
        assertThat(newYork("*/20 2 * * *", "2026-03-07T12:00"))
                .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:00-04:00", "2026-03-09T02:20-04:00");
        assertThat(newYork("0 * * * *", "2026-03-08T00:30"))
                .containsExactly("2026-03-08T01:00-05:00", "2026-03-08T03:00-04:00", "2026-03-08T04:00-04:00");
    }

    @Test
    void ticksOnceInAnHourThatClocksShowTwice() {
        assertThat(newYork("30 1 * * *", "2026-10-31T12:00"))
                .containsExactly("2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00", "2026-11-03T01:30-05:00");
        assertThat(newYork("0 * * * *", "2026-11-01T00:30"))
                .containsExactly("2026-11-01T01:00-04:00", "2026-11-01T02:00-05:00", "2026-11-01T03:00-05:00");
    }

    @Test
    void knowsTheLastTickInTheSecondOfTwoHours() {
        Schedule nightly = Schedule.cron("30 1 * * *", NEW_YORK);
        Instant secondPass = ZonedDateTime.parse("2026-11-01T01:10:00-05:00").toInstant();

        assertThat(nightly.last(secondPass))
                .contains(ZonedDateTime.parse("2026-11-01T01:30:00-04:00").toInstant());
    }

    @Test
    void knowsTheLeapYearsThatAreYetToCome() {
        assertThat(Schedule.cron("0 0 29 2 *", SHANGHAI).next(Instant.parse("2096-03-01T00:00:00Z"), 1))
                .containsExactly(LocalDateTime.parse("2104-02-29T00:00:00").atZone(SHANGHAI));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 2 *", "0 0 31 4,6,9,11 *"})
    void refusesWhatNeverTicks(String expression) {
        assertThatExceptionOfType(InvalidCronException.class)
                .isThrownBy(() -> Schedule.cron(expression, ZoneOffset.UTC))
                .withMessage("cron expression '" + expression
                        + "' never ticks: no month it names has such a day; name a day that comes")
                .satisfies(e -> assertThat(e.expression()).isEqualTo(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 9 * *", "0 0 9 * * *", "0 24 * * *", "@daily", "0 9 L * *", "0 9 * * MOO", "nine"})
    void refusesWhatIsNoExpression(String expression) {
        assertThatExceptionOfType(InvalidCronException.class)
                .isThrownBy(() -> Schedule.cron(expression, ZoneOffset.UTC))
                .withMessageStartingWith("cron expression '" + expression + "' is none of five fields");
    }

    @Property(tries = 200)
    void lastAndNextEncloseEveryMoment(
            @ForAll("expressions") String expression, @ForAll("zones") ZoneId zone, @ForAll("moments") Instant moment) {
        Schedule schedule = Schedule.cron(expression, zone);

        Instant last = schedule.last(moment).orElseThrow();
        Instant next = schedule.next(moment);

        assertThat(last).isBeforeOrEqualTo(moment);
        assertThat(next).isAfter(moment);
        assertThat(schedule.next(last)).isEqualTo(next);
        assertThat(schedule.last(next.minusNanos(1))).contains(last);
        assertThat(schedule.last(next)).contains(next);
    }

    @Property(tries = 50)
    void tellsEveryTimeOfDayOnceADay(@ForAll("zones") ZoneId zone, @ForAll("moments") Instant moment) {
        Schedule daily = Schedule.cron("30 2 * * *", zone);

        assertThat(daily.next(moment, 400))
                .extracting(ZonedDateTime::toLocalDate)
                .doesNotHaveDuplicates()
                .isSorted()
                .satisfies(days -> assertThat(days.getFirst().plusDays(399)).isEqualTo(days.getLast()));
    }

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                "30 2 * * *",
                "*/7 * * * *",
                "0 * * * *",
                "15,45 1-3 * * *",
                "0 9 * * MON-FRI",
                "0 0 1 * *",
                "0 2 13 * FRI");
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(NEW_YORK, SHANGHAI, ZoneOffset.UTC, ZoneId.of("Australia/Lord_Howe"));
    }

    /** Half of them within a day of a change of clocks. */
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> changes = Arbitraries.of(
                        "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z")
                .map(Instant::parse);
        Arbitrary<Instant> near = changes.flatMap(
                change -> Arbitraries.longs().between(-86_400, 86_400).map(change::plusSeconds));
        Arbitrary<Instant> any = Arbitraries.longs()
                .between(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(), 4_000_000_000_000L)
                .map(Instant::ofEpochMilli);
        return Arbitraries.oneOf(near, any);
    }

    private static List<String> newYork(String expression, String after) {
        Instant moment = LocalDateTime.parse(after).atZone(NEW_YORK).toInstant();
        return Schedule.cron(expression, NEW_YORK).next(moment, 3).stream()
                .map(tick -> tick.toOffsetDateTime().toString())
                .toList();
    }
}
