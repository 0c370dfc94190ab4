package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.time.InstantSource;

class InMemoryTokenLedgerTests extends TokenLedgerContract {

    @Override
    protected TokenLedger create(InstantSource clock) {
        return new InMemoryTokenLedger(clock);
    }
}
