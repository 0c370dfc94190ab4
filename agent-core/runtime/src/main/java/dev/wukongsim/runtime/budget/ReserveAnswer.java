package dev.wukongsim.runtime.budget;

import java.util.Locale;

/** Whether a call may leave. */
public sealed interface ReserveAnswer {

    /**
     * The call may use this many tokens, and no more.
     *
     * @param tokens between what was asked as a minimum and what was wanted
     */
    record Granted(long tokens) implements ReserveAnswer {}

    /**
     * An account on the path has too little left; nothing is held.
     *
     * @param account the first account, from the leaf, that lacks room
     * @param minimum what the call needed at least
     */
    record Refused(Account account, long minimum) implements ReserveAnswer {

        /** The reason in one sentence, with the numbers. */
        public String reason() {
            return String.format(
                    Locale.ROOT,
                    "Account '%s' may use %,d tokens; %,d are spent, %,d are held and this call needs at least %,d",
                    account.id(),
                    account.limit(),
                    account.spent(),
                    account.held(),
                    minimum);
        }
    }
}
