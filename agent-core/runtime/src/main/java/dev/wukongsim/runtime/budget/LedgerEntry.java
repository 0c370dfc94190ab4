package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.List;

/**
 * One line of the books. Limits, spending, alerts and states of all accounts follow from the entries alone; see
 * {@link LedgerReplay}. What is held is not in the books, as nothing has happened yet. Numbers of an account are in its
 * unit.
 */
public sealed interface LedgerEntry {

    /** Counts from 1 without gaps. */
    long number();

    Instant at();

    /** An account was opened. */
    record Opened(long number, Instant at, String account, Unit unit, long limit) implements LedgerEntry {}

    /**
     * A limit was changed.
     *
     * @param added negative if taken away
     */
    record LimitChanged(long number, Instant at, Cause cause, String account, long added, String reason)
            implements LedgerEntry {

        /** Why a limit changes. */
        public enum Cause {
            TOPUP,
            TRANSFER,
            /** Somebody set another limit. */
            LIMIT,
            /** The account was opened again with another limit than the last time. */
            POLICY
        }
    }

    /** An account was frozen, thawed or closed. */
    record StateChanged(long number, Instant at, String account, AccountState state, String reason)
            implements LedgerEntry {}

    /**
     * A reservation was charged.
     *
     * @param amount what is new; negative if an estimate was too high
     * @param shares what each of its accounts was charged: those of the path, then the sources
     * @param usage what the attempt has used in all, by class; of an attempt that was never heard of again nothing is known
     */
    record Charged(
            long number, Instant at, Kind kind, String reservation, Amount amount, List<Share> shares, Usage usage)
            implements LedgerEntry {

        public Charged {
            shares = List.copyOf(shares);
        }

        /** How a charge came about: settled, adjusted from an estimate, or late. */
        public enum Kind {
            SET,
            ADJ,
            LATE
        }

        public long tokens() {
            return amount.tokens();
        }
    }

    /** What one account was charged, in its unit. */
    record Share(String account, long charged) {}

    /**
     * Spending reached a part of the limit; once for each part, until a higher limit brings it below again.
     *
     * @param percent 50, 80 or 100
     */
    record Alerted(long number, Instant at, String account, int percent, long spent, long limit)
            implements LedgerEntry {}
}
