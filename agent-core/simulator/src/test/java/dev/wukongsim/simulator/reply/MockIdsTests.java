package dev.wukongsim.simulator.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MockIdsTests {

    @Test
    void givesEqualIdsToEqualSeedsInWhateverOrder() {
        MockIds one = new MockIds(42);
        MockIds other = new MockIds(42);

        String first = one.completion("a", 1);
        String second = one.completion("b", 1);

        assertThat(other.completion("b", 1)).isEqualTo(second).startsWith("chatcmpl-");
        assertThat(other.completion("a", 1)).isEqualTo(first);
    }

    @Test
    void givesOtherIdsToOtherSeeds() {
        assertThat(new MockIds(1).completion("a", 1)).isNotEqualTo(new MockIds(2).completion("a", 1));
        assertThat(new MockIds(1).call(1, 0)).isNotEqualTo(new MockIds(2).call(1, 0));
    }

    @Test
    void givesANewIdEachTimeTheSameIsAsked() {
        MockIds ids = new MockIds(42);

        assertThat(ids.completion("a", 1)).isNotEqualTo(ids.completion("a", 1));
    }

    @Test
    void namesCallsByTurnAndPlace() {
        MockIds ids = new MockIds(42);

        assertThat(ids.call(1, 0))
                .matches("call_[0-9a-f]{24}")
                .isEqualTo(ids.call(1, 0))
                .isNotEqualTo(ids.call(1, 1))
                .isNotEqualTo(ids.call(2, 0));
    }
}
