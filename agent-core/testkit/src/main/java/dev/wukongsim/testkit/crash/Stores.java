package dev.wukongsim.testkit.crash;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.memory.MemoryStore;
import java.time.InstantSource;

/** What outlives the processes that work on a task. */
public record Stores(TokenLedger ledger, MemoryStore memory, Journal journal) {

    public Stores {
        requireNonNull(ledger, "ledger is null");
        requireNonNull(memory, "memory is null");
        requireNonNull(journal, "journal is null");
    }

    /** Empty stores, which outlive nothing but the objects that work on them. */
    public static Stores inMemory() {
        return inMemory(InstantSource.system());
    }

    /** Empty stores whose books are dated by this clock. */
    public static Stores inMemory(InstantSource clock) {
        TokenLedger ledger = new InMemoryTokenLedger(clock);
        MemoryStore memory = new InMemoryMemoryStore();
        return new Stores(ledger, memory, new InMemoryJournal(ledger, memory));
    }

    Stores through(Journal other) {
        return new Stores(ledger, memory, other);
    }
}
