package dev.wukongsim.runtime.turn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.Usage;
import org.junit.jupiter.api.Test;

class PurseTests {

    private static final Task TASK = Task.of("t-1", Agent.named("clerk"), "Check.", "li.na", 10_000);

    private final Purse full = Purse.of(TASK);

    @Test
    void saysNothingBelowHalfOfTheBudget() {
        assertThat(full.line()).isEmpty();
        assertThat(full.answered(Usage.of(4_900, 99)).line()).isEmpty();
    }

    @Test
    void tellsWhatIsLeftWithoutTheReserveAndForHowManyCalls() {
        Purse half = full.answered(Usage.of(4_000, 0)).answered(Usage.of(900, 100));

        assertThat(half.line())
                .contains(
                        "Token budget: 4,000 of 10,000 tokens are left, enough for about 4 more calls like the last one.");
    }

    @Test
    void doesNotChangeItsWordsBeforeTheNextRung() {
        Purse half = full.answered(Usage.of(5_000, 0));

        assertThat(half.answered(Usage.of(1_000, 0)).line()).isEqualTo(half.line());
        assertThat(half.charged(Usage.estimate(1_000, 0)).line()).isEqualTo(half.line());
    }

    @Test
    void saysWhenOneMoreSuchCallIsTooMuch() {
        assertThat(full.answered(Usage.of(5_000, 0)).line().orElseThrow())
                .endsWith("left, less than the last call took.");
    }

    @Test
    void saysToFinishFromFourFifthsOn() {
        Purse scarce = full.answered(Usage.of(8_000, 0));

        assertThat(scarce.rung()).isEqualTo(Rung.FOCUS);
        assertThat(scarce.line().orElseThrow())
                .startsWith("Token budget: 1,000 of 10,000 tokens are left")
                .endsWith("Start nothing new: finish with what you have, in as few calls as you can.");
    }

    @Test
    void doesNotCountCallsThatBroughtNoAnswer() {
        assertThat(full.charged(Usage.estimate(5_000, 0)).line())
                .contains("Token budget: 4,000 of 10,000 tokens are left.");
    }

    @Test
    void climbsDownWithATopUp() {
        Purse scarce = full.answered(Usage.of(8_000, 0));

        assertThat(scarce.toppedUp(100_000).line()).isEmpty();
        assertThat(scarce.toppedUp(16_000).line().orElseThrow()).startsWith("Token budget: 7,000 of 16,000");
    }

    @Test
    void saysNothingToTasksThatAreNotOnTheLadder() {
        Purse silent = Purse.of(TASK.withShortage(new Shortage.Stop())).answered(Usage.of(9_000, 0));

        assertThat(silent.rung()).isEqualTo(Rung.FOCUS);
        assertThat(silent.line()).isEmpty();
    }
}
