package dev.wukongsim.runtime.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortageTests {

    @ParameterizedTest
    @CsvSource({"9,0", "10,1", "8000,800", "39999,3999", "40000,4000", "40001,4000", "1000000,4000"})
    void keepsATenthAndAtMost4000TokensForTheLastCall(long budget, long reserve) {
        assertThat(Shortage.ladder().reserveOf(budget)).isEqualTo(reserve);
    }

    @ParameterizedTest
    @CsvSource({"0,8000,0", "3000,8000,3000", "7999,8000,7999", "8000,8000,800", "3000,500,50"})
    void aReserveThatLeavesNothingIsMadeSmaller(long wanted, long budget, long reserve) {
        assertThat(new Shortage.Ladder(wanted).reserveOf(budget)).isEqualTo(reserve);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ladder", "stop", "audit", "degrade:qwen-flash"})
    void isWrittenAsItIsRead(String word) {
        assertThat(Shortage.parse(word).orElseThrow().word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ladder", "degrade", "degrade:", "panic"})
    void knowsNoOtherWords(String word) {
        assertThat(Shortage.parse(word)).isEmpty();
    }

    @Test
    void onlyTheLadderKeepsAReserve() {
        assertThat(new Shortage.Stop().reserveOf(8_000)).isZero();
        assertThat(new Shortage.Degrade("qwen-flash").reserveOf(8_000)).isZero();
        assertThat(new Shortage.Audit().reserveOf(8_000)).isZero();
    }

    @Test
    void refusesANegativeReserve() {
        assertThatThrownBy(() -> new Shortage.Ladder(-1L)).hasMessage("A reserve is at least 0 tokens, not -1");
    }
}
