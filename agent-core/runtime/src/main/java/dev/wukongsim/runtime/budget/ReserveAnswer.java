package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a call may leave. */
public sealed interface ReserveAnswer {

    /**
     * The call may use this much, and no more.
     *
     * @param amount between what was asked as a minimum and what was wanted, in each unit by itself
     */
    record Granted(Amount amount) implements ReserveAnswer {

        public Granted {
            requireNonNull(amount, "amount is null");
        }

        /** A grant without a price. */
        public Granted(long tokens) {
            this(Amount.tokens(tokens));
        }

        public long tokens() {
            return amount.tokens();
        }
    }

    /**
     * An account does not admit the call; nothing is held.
     *
     * @param tried the first account, from the leaf, that does not; several are all the sources, which have too little
     *     together
     * @param level the place of the last of them on the path, or behind it among the sources; the leaf is 1
     * @param minimum what the call needed at least
     * @param retryAt when the first lease ends that holds something on them; empty unless waiting may help
     */
    record Refused(List<Account> tried, int level, Amount minimum, Optional<Instant> retryAt) implements ReserveAnswer {

        public Refused {
            tried = List.copyOf(tried);
            requireNonNull(minimum, "minimum is null");
            requireNonNull(retryAt, "retryAt is null");
        }

        /** The refusal of a call without a price by one account. */
        public Refused(Account account, int level, long minimum, Optional<Instant> retryAt) {
            this(List.of(account), level, Amount.tokens(minimum), retryAt);
        }

        /** The account that refused; of several sources the last one. */
        public Account account() {
            return tried.getLast();
        }

        /** Why, as far as it decides what to do next. */
        public Cause cause() {
            return Cause.of(tried, minimum);
        }

        /** The reason in one sentence, with the numbers and the remedy. */
        public String reason() {
            return Refusal.of(this);
        }

        /** The reason with the numbers, and without a remedy. */
        public String facts() {
            return Refusal.facts(this);
        }
    }

    /** What stands in the way of a call. */
    enum Cause {
        /** Calls under way hold what it needs; some of it may come back. */
        RETRY_LATER,
        /** Too much is spent; only a top-up helps. */
        NEEDS_TOPUP,
        /** The limit is smaller than this one call. */
        NEVER_FITS,
        /** The account counts money, and no price of the call is known. */
        UNPRICED,
        /** Somebody froze the account. */
        FROZEN,
        /** The account is closed, or about to be. */
        CLOSED;

        static Cause of(List<Account> tried, Amount minimum) {
            return switch (tried.getLast().state()) {
                case FROZEN -> FROZEN;
                case DRAIN, CLOSED -> CLOSED;
                case OPEN -> ofOpen(tried, minimum);
            };
        }

        private static Cause ofOpen(List<Account> tried, Amount minimum) {
            Unit unit = tried.getLast().unit();
            if (!minimum.isKnownIn(unit)) {
                return UNPRICED;
            }
            long limits = tried.stream().mapToLong(Account::limit).sum();
            long unspent = tried.stream()
                    .mapToLong(account -> Math.max(0, account.limit() - account.spent()))
                    .sum();
            if (limits < minimum.in(unit)) {
                return NEVER_FITS;
            }
            return unspent < minimum.in(unit) ? NEEDS_TOPUP : RETRY_LATER;
        }
    }
}
