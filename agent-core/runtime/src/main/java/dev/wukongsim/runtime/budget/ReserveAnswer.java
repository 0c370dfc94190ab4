package dev.wukongsim.runtime.budget;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Whether a call may leave. */
public sealed interface ReserveAnswer {

    /**
     * The call may use this many tokens, and no more.
     *
     * @param tokens between what was asked as a minimum and what was wanted
     */
    record Granted(long tokens) implements ReserveAnswer {}

    /**
     * An account on the path does not admit the call; nothing is held.
     *
     * @param account the first account, from the leaf, that does not
     * @param level its place on the path; the leaf is 1
     * @param minimum what the call needed at least
     * @param retryAt when the first lease ends that holds tokens on the account; empty unless waiting may help
     */
    record Refused(Account account, int level, long minimum, Optional<Instant> retryAt) implements ReserveAnswer {

        /** Why, as far as it decides what to do next. */
        public Cause cause() {
            return Cause.of(account, minimum);
        }

        /** The reason in one sentence, with the numbers and the remedy. */
        public String reason() {
            return String.format(
                    Locale.ROOT,
                    "Account '%s' may use %,d tokens (level %d of the path); %,d are spent, %,d are held and this call needs at"
                            + " least %,d; %s",
                    account.id(),
                    account.limit(),
                    level,
                    account.spent(),
                    account.held(),
                    minimum,
                    remedy());
        }

        private String remedy() {
            return switch (cause()) {
                case RETRY_LATER ->
                    "calls under way hold the rest, try again when one has settled"
                            + retryAt.map(end -> ", at the latest by " + end).orElse("");
                case NEEDS_TOPUP -> "top it up";
                case NEVER_FITS -> "raise its limit or make the request smaller";
                case FROZEN -> "it is frozen, thaw it";
                case CLOSED -> "it is closed, use another one";
            };
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
        /** Somebody froze the account. */
        FROZEN,
        /** The account is closed, or about to be. */
        CLOSED;

        static Cause of(Account account, long minimum) {
            return switch (account.state()) {
                case FROZEN -> FROZEN;
                case DRAIN, CLOSED -> CLOSED;
                case OPEN -> ofShort(account, minimum);
            };
        }

        private static Cause ofShort(Account account, long minimum) {
            if (account.limit() < minimum) {
                return NEVER_FITS;
            }
            return account.limit() - account.spent() < minimum ? NEEDS_TOPUP : RETRY_LATER;
        }
    }
}
