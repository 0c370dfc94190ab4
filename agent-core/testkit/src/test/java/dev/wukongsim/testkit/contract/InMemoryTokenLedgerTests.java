package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

class InMemoryTokenLedgerTests {

    @Nested
    class Calls extends TokenLedgerContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new InMemoryTokenLedger(clock);
        }
    }

    @Nested
    class Leases extends TokenLedgerLeaseContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new InMemoryTokenLedger(clock);
        }
    }

    @Nested
    class Books extends TokenLedgerBooksContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new InMemoryTokenLedger(clock);
        }
    }

    @Nested
    class Fuzz extends TokenLedgerFuzzContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new InMemoryTokenLedger(clock);
        }
    }
}
