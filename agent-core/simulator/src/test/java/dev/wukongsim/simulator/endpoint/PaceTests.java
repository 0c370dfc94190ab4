package dev.wukongsim.simulator.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaceTests {

    @Test
    void spreadsEventsOverTime() {
        Iterator<Duration> dues = new Pace(Duration.ofMillis(200), 50).dues(new SplittableRandom(1));

        assertThat(dues.next()).isEqualTo(Duration.ofMillis(200));
        assertThat(dues.next()).isEqualTo(Duration.ofMillis(220));
        assertThat(dues.next()).isEqualTo(Duration.ofMillis(240));
    }

    @Test
    void doesNotWaitWhenUnlimited() {
        Iterator<Duration> dues = Pace.unlimited().dues(new SplittableRandom(1));

        assertThat(List.of(dues.next(), dues.next())).containsOnly(Duration.ZERO);
    }

    @Test
    void jittersByItsPartAndBySeed() {
        List<Long> waits = waits(new Pace(Duration.ofMillis(100), 10, 0.2), 7);

        assertThat(waits).allMatch(wait -> wait >= 80 && wait <= 120).hasSizeGreaterThan(3);
        assertThat(waits.stream().distinct().count()).isGreaterThan(3);
        assertThat(waits(new Pace(Duration.ofMillis(100), 10, 0.2), 7)).isEqualTo(waits);
        assertThat(waits(new Pace(Duration.ofMillis(100), 10, 0.2), 8)).isNotEqualTo(waits);
    }

    /** The first ten waits, in milliseconds. */
    private static List<Long> waits(Pace pace, long seed) {
        Iterator<Duration> dues = pace.dues(new SplittableRandom(seed));
        List<Long> waits = new ArrayList<>();
        Duration last = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            Duration due = dues.next();
            waits.add(due.minus(last).toMillis());
            last = due;
        }
        return waits;
    }

    @Test
    void refusesToStandStill() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than zero tokens per second");
    }
}
