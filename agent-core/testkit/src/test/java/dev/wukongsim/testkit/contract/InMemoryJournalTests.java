package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.memory.MemoryStore;

class InMemoryJournalTests extends JournalContract {

    private final TokenLedger ledger = new InMemoryTokenLedger();
    private final MemoryStore memory = new InMemoryMemoryStore();

    @Override
    protected Journal create() {
        return new InMemoryJournal(ledger, memory);
    }

    @Override
    protected TokenLedger ledger() {
        return ledger;
    }

    @Override
    protected MemoryStore memory() {
        return memory;
    }
}
