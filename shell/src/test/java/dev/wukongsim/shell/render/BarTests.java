package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BarTests {

    @Test
    void showsUsedHeldAndFreeWithAMarkForTheTime() {
        assertThat(Bar.of(50, 10, OptionalDouble.of(80), 22, false)).isEqualTo("[##########++....|...]");
        assertThat(Bar.of(50, 10, OptionalDouble.of(20), 20, true)).isEqualTo("████┃█████▒▒░░░░░░░░");
    }

    @Test
    void showsALittleAndNeverShowsAllTooSoon() {
        assertThat(Bar.of(0.01, 0.01, OptionalDouble.empty(), 12, false)).isEqualTo("[#+........]");
        assertThat(Bar.of(99.99, 0.01, OptionalDouble.empty(), 12, false)).isEqualTo("[#########+]");
        assertThat(Bar.of(0, 0, OptionalDouble.empty(), 12, false)).isEqualTo("[..........]");
    }

    @Test
    void staysWithinItsEndsWhenMoreIsUsedThanThereIs() {
        assertThat(Bar.of(140, 30, OptionalDouble.of(100), 12, false)).isEqualTo("[#########|]");
        assertThat(Bar.of(100, 0, OptionalDouble.empty(), 12, false)).isEqualTo("[##########]");
    }
}
