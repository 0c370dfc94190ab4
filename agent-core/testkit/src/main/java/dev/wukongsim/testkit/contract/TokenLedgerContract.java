package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.TokenLedger;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** What every {@link TokenLedger} must do, by subject. A ledger's test extends this and says how to make one. */
public abstract class TokenLedgerContract {

    /** A ledger without accounts. */
    protected abstract TokenLedger create(InstantSource clock);

    @Nested
    class Reserving extends LedgerReserveContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Settling extends LedgerSettleContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Leasing extends LedgerLeaseContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Changing extends LedgerAccountContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Booking extends LedgerBooksContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Paying extends LedgerMoneyContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Sharing extends LedgerSourcesContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Bounding extends LedgerBoundsContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Crowding extends LedgerCrowdContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }

    @Nested
    class Fuzzing extends LedgerFuzzContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return TokenLedgerContract.this.create(clock);
        }
    }
}
