package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.TokenLedger;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link TokenLedger} keeps when many workers crash, repeat themselves and come late. */
abstract class LedgerFuzzContract {

    /** A ledger without accounts. */
    protected abstract TokenLedger create(InstantSource clock);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsItsInvariantsWhateverWorkersDo(long seed) {
        ManualClock clock = new ManualClock(LedgerFixture.START);

        new LedgerFuzz(create(clock), clock, seed).run();
    }
}
