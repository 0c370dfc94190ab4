package dev.wukongsim.runtime.turn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.ReserveAnswer.Cause;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.turn.model.Rung.AfterRefusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RungTests {

    private static final Shortage LADDER = Shortage.ladder();
    private static final List<Shortage> OTHERS =
            List.of(new Shortage.Stop(), new Shortage.Degrade("qwen-flash"), new Shortage.Audit());

    @ParameterizedTest
    @CsvSource({
        "0, 1000, PLENTY",
        "499, 1000, PLENTY",
        "500, 1000, INFO",
        "799, 1000, INFO",
        "800, 1000, FOCUS",
        "1000, 1000, FOCUS",
        "1200, 1000, FOCUS",
        "0, 1, PLENTY",
        "1, 1, FOCUS",
        "1, 3, PLENTY",
        "2, 3, INFO",
        "499999999999, 1000000000000, PLENTY",
        "500000000000, 1000000000000, INFO"
    })
    void isReachedAtHalfAndAtFourFifthsOfTheBudget(long spent, long budget, Rung rung) {
        assertThat(Rung.of(spent, budget)).isEqualTo(rung);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEEDS_TOPUP", "NEVER_FITS"})
    void sumsUpOnlyOnTheLadder(Cause cause) {
        assertThat(Rung.after(cause, LADDER, Duration.ZERO)).isEqualTo(AfterRefusal.WRAP_UP);
        assertThat(OTHERS)
                .allSatisfy(other ->
                        assertThat(Rung.after(cause, other, Duration.ZERO)).isEqualTo(AfterRefusal.PAUSE));
    }

    @ParameterizedTest
    @EnumSource(names = {"FROZEN", "CLOSED", "UNPRICED"})
    void stopsHardWhereMoneyDoesNotHelp(Cause cause) {
        assertThat(Rung.after(cause, LADDER, Duration.ZERO)).isEqualTo(AfterRefusal.PAUSE);
        assertThat(OTHERS)
                .allSatisfy(other ->
                        assertThat(Rung.after(cause, other, Duration.ZERO)).isEqualTo(AfterRefusal.PAUSE));
    }

    @Test
    void waitsForOthersAndNotForEver() {
        Duration almost = Rung.PATIENCE.minusMillis(1);

        assertThat(Rung.after(Cause.RETRY_LATER, LADDER, Duration.ZERO)).isEqualTo(AfterRefusal.WAIT);
        assertThat(Rung.after(Cause.RETRY_LATER, LADDER, almost)).isEqualTo(AfterRefusal.WAIT);
        assertThat(Rung.after(Cause.RETRY_LATER, LADDER, Rung.PATIENCE)).isEqualTo(AfterRefusal.WRAP_UP);
        assertThat(Rung.after(Cause.RETRY_LATER, new Shortage.Stop(), Rung.PATIENCE))
                .isEqualTo(AfterRefusal.PAUSE);
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToItsPatience() {
        Duration waited = Duration.ZERO;
        int times = 0;
        while (waited.compareTo(Rung.PATIENCE) < 0) {
            waited = waited.plus(Rung.pause(waited));
            times++;
        }

        assertThat(Rung.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Rung.pause(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(Rung.pause(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(4));
        assertThat(waited).isEqualTo(Rung.PATIENCE);
        assertThat(times).isEqualTo(6);
    }
}
