package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wukongsim.runtime.budget.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BurnDownTests {

    private static final String SEAT = "employee:li.na:qwen:2026-11";
    private static final Instant HALF_TIME = Instant.parse("2026-11-16T00:00:00Z");

    @Test
    void comparesWhatIsUsedWithTheTimeThatIsOver() {
        BurnDown burnDown = of(new Account(SEAT, 1_000, 600, 50), 0, 0, HALF_TIME);

        assertThat(burnDown.usedPercent()).isEqualTo(60);
        assertThat(burnDown.heldPercent()).isEqualTo(5);
        assertThat(burnDown.elapsedPercent()).hasValue(50);
        assertThat(burnDown.pace()).hasValue(1.2);
    }

    @Test
    void projectsTheEndByBothPaces() {
        BurnDown burnDown = of(new Account(SEAT, 1_000, 600, 0), 50, 100, HALF_TIME);

        assertThat(burnDown.projectedEnd()).contains(HALF_TIME.plus(Duration.ofDays(8)));
        assertThat(burnDown.projectedEndByLastDay()).contains(HALF_TIME.plus(Duration.ofDays(4)));
    }

    @Test
    void lastsTheMonthIfItEndsNoSoonerThanTheMonthDoes() {
        Account account = new Account(SEAT, 1_000, 400, 0);

        assertThat(of(account, 40, 0, HALF_TIME).projectedEnd()).isEmpty();
        assertThat(of(account, 40.001, 0, HALF_TIME).projectedEnd()).isPresent();
        assertThat(of(account, 0, 0, HALF_TIME).projectedEnd()).isEmpty();
    }

    @Test
    void beginsAndEndsMonthsInTheZoneOfThePolicy() {
        Account account = new Account(SEAT, 1_000, 600, 0);
        BurnDown burnDown =
                BurnDown.of(account, Spending.NONE, Instant.parse("2026-10-31T16:00:00Z"), ZoneId.of("Asia/Shanghai"));

        assertThat(burnDown.elapsedPercent()).hasValue(0);
        assertThat(burnDown.pace()).isEmpty();
        assertThat(burnDown.isOver()).isFalse();
        assertThat(burnDown.period().orElseThrow().end()).isEqualTo(Instant.parse("2026-11-30T16:00:00Z"));
    }

    @Test
    void knowsThatAMonthIsOver() {
        BurnDown burnDown = of(new Account(SEAT, 1_000, 600, 0), 50, 50, Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(burnDown.isOver()).isTrue();
        assertThat(burnDown.elapsedPercent()).hasValue(100);
        assertThat(burnDown.projectedEnd()).isEmpty();
    }

    @Test
    void hasNoMarkAndNoPaceWithoutAPeriodButStillAnEnd() {
        BurnDown burnDown = of(new Account("pack:q4", 1_000, 600, 0), 100, 0, HALF_TIME);

        assertThat(burnDown.elapsedPercent()).isEmpty();
        assertThat(burnDown.pace()).isEmpty();
        assertThat(burnDown.projectedEnd()).contains(HALF_TIME.plus(Duration.ofDays(4)));
        assertThat(of(new Account("pack:q4", 1_000, 600, 0), 1, 0, HALF_TIME).projectedEnd())
                .isEmpty();
    }

    @Test
    void projectsNothingForATaskBecauseItEndsByItself() {
        assertThat(of(new Account("task:t-1", 1_000, 600, 0), 100, 100, HALF_TIME)
                        .projectedEnd())
                .isEmpty();
    }

    @Test
    void isUsedUpAtItsLimitEvenIfThatIsZero() {
        assertThat(of(new Account(SEAT, 10, 10, 0), 5, 5, HALF_TIME).isUsedUp()).isTrue();
        assertThat(of(new Account(SEAT, 10, 10, 0), 5, 5, HALF_TIME).projectedEnd())
                .isEmpty();
        assertThat(of(new Account(SEAT, 0, 0, 0), 0, 0, HALF_TIME).usedPercent())
                .isCloseTo(100, within(0.0));
    }

    private static BurnDown of(Account account, double perDay, long lastDay, Instant now) {
        Spending spending = new Spending(perDay, lastDay, 0, List.of(), List.of(), Map.of());
        return BurnDown.of(account, spending, now, ZoneOffset.UTC);
    }
}
