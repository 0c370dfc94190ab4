package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;

class InMemoryTokenLedgerTests extends TokenLedgerContract {

    @Override
    protected TokenLedger create() {
        return new InMemoryTokenLedger();
    }
}
