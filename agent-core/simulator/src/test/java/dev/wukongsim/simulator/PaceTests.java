package dev.wukongsim.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTests {

    @Test
    void spreadsEventsOverTime() {
        Pace pace = new Pace(Duration.ofMillis(200), 50);

        assertThat(pace.due(0)).isEqualTo(Duration.ofMillis(200));
        assertThat(pace.due(1)).isEqualTo(Duration.ofMillis(220));
        assertThat(pace.due(100)).isEqualTo(Duration.ofMillis(2_200));
    }

    @Test
    void doesNotWaitWhenUnlimited() {
        assertThat(Pace.unlimited().due(1_000)).isZero();
    }

    @Test
    void refusesToStandStill() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than zero tokens per second");
    }
}
