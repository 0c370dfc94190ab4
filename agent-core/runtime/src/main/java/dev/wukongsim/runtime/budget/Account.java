package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

/**
 * An account at one moment, in tokens.
 *
 * @param id such as {@code task:t-42} or {@code employee:zhang.wei:2026-11}; a period is part of the id, so that a new
 *     month is a new account
 * @param limit what may be spent in all
 * @param spent what settled calls have used
 * @param held what calls under way may still use
 * @param state a closed account is in {@code DRAIN} as long as something is held
 */
public record Account(String id, long limit, long spent, long held, AccountState state) {

    public Account {
        requireNonNull(id, "id is null");
        if (state == AccountState.CLOSED || state == AccountState.DRAIN) {
            state = held > 0 ? AccountState.DRAIN : AccountState.CLOSED;
        }
    }

    /** An open account. */
    public Account(String id, long limit, long spent, long held) {
        this(id, limit, spent, held, AccountState.OPEN);
    }

    /** What a new call may reserve; negative if settled calls used more than they had reserved. */
    public long available() {
        return limit - spent - held;
    }

    Account withLimit(long tokens) {
        return new Account(id, tokens, spent, held, state);
    }

    Account withState(AccountState next) {
        return new Account(id, limit, spent, held, next);
    }

    Account plus(long moreHeld, long moreSpent) {
        return new Account(id, limit, spent + moreSpent, held + moreHeld, state);
    }
}
