package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.List;

/**
 * One line of the books. Limits, spending and states of all accounts follow from the entries alone; see
 * {@link LedgerReplay}. What is held is not in the books, as nothing has happened yet.
 */
public sealed interface LedgerEntry {

    /** Counts from 1 without gaps. */
    long number();

    Instant at();

    /** An account was opened. */
    record Opened(long number, Instant at, String account, long limit) implements LedgerEntry {}

    /**
     * A limit was changed.
     *
     * @param tokens what was added; negative if taken away
     */
    record LimitChanged(long number, Instant at, Cause cause, String account, long tokens, String reason)
            implements LedgerEntry {

        /** Why a limit changes. */
        public enum Cause {
            TOPUP,
            TRANSFER,
            LIMIT
        }
    }

    /** An account was frozen, thawed or closed. */
    record StateChanged(long number, Instant at, String account, AccountState state, String reason)
            implements LedgerEntry {}

    /**
     * All accounts of a path were charged.
     *
     * @param tokens negative if an estimate was too high
     * @param usage what the attempt has used in all, by class; of an attempt that was never heard of again nothing is known
     */
    record Charged(long number, Instant at, Kind kind, String reservation, List<String> path, long tokens, Usage usage)
            implements LedgerEntry {

        /** How a charge came about: settled, adjusted from an estimate, or late. */
        public enum Kind {
            SET,
            ADJ,
            LATE
        }
    }

    /**
     * Spending reached a part of the limit; once for each part, until a higher limit brings it below again.
     *
     * @param percent 50, 80 or 100
     */
    record Alerted(long number, Instant at, String account, int percent, long spent, long limit)
            implements LedgerEntry {}
}
