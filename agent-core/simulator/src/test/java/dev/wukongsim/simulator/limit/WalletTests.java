package dev.wukongsim.simulator.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.fault.KnownError;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WalletTests {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
    private static final String MODEL = "qwen-plus";

    /** Costs 0.8 yuan at the list price of 2026-05-30. */
    private static final Usage MILLION = Usage.of(1_000_000, 0);

    private final Wallet bottomless = Wallet.bottomless(Catalogue.bundled());

    @Test
    void paysWhateverComesIfItIsBottomless() {
        bottomless.charge(MODEL, MILLION, NOW);

        assertThat(bottomless.refusal(MODEL, NOW)).isEmpty();
        assertThat(bottomless.spentMicros()).isZero();
    }

    @Test
    void isInArrearsOnceTheCreditIsUsedUp() {
        Wallet wallet = bottomless.withCredit(100_000);

        assertThat(wallet.refusal(MODEL, NOW)).isEmpty();
        wallet.charge(MODEL, MILLION, NOW);

        assertThat(wallet.refusal(MODEL, NOW)).contains(KnownError.ARREARS);
    }

    @Test
    void stopsLateWhenItsBudgetIsUsedUpAndChargesWhatIsAnsweredUntilThen() {
        Wallet wallet = bottomless.withBudget(100_000, Duration.ofMinutes(10));
        wallet.charge(MODEL, MILLION, NOW);

        assertThat(wallet.refusal(MODEL, NOW.plusSeconds(599))).isEmpty();
        wallet.charge(MODEL, MILLION, NOW.plusSeconds(599));

        assertThat(wallet.refusal(MODEL, NOW.plusSeconds(600))).contains(KnownError.BUDGET);
        assertThat(wallet.spentMicros()).isGreaterThan(100_000);
    }

    @Test
    void countsFreeTokensByModel() {
        Wallet wallet = bottomless.withFreeTokensOnly(1_000);
        wallet.charge(MODEL, Usage.of(900, 100), NOW);

        assertThat(wallet.refusal(MODEL, NOW)).contains(KnownError.FREE_ONLY);
        assertThat(wallet.refusal("qwen-max", NOW)).isEmpty();
    }

    @Test
    void chargesNothingForAModelWithoutAPrice() {
        Wallet wallet = bottomless.withCredit(1);
        wallet.charge("qwen-of-tomorrow", MILLION, NOW);

        assertThat(wallet.refusal(MODEL, NOW)).isEmpty();
        assertThat(wallet.spentMicros()).isZero();
    }
}
