package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

/**
 * An account at one moment. All its numbers are in its unit.
 *
 * @param id such as {@code task:t-42} or {@code employee:zhang.wei:2026-11}; a period is part of the id, so that a new
 *     month is a new account
 * @param limit what may be spent in all; below zero if a policy took away what had been transferred to others
 * @param spent what settled calls have used
 * @param held what calls under way may still use
 * @param alerted the highest percentage of the limit that an alert has told: 0, 50, 80 or 100
 * @param state a closed account is in {@code DRAIN} as long as something is held
 */
public record Account(String id, Unit unit, long limit, long spent, long held, int alerted, AccountState state) {

    public Account {
        requireNonNull(id, "id is null");
        requireNonNull(unit, "unit is null");
        if (state == AccountState.CLOSED || state == AccountState.DRAIN) {
            state = held > 0 ? AccountState.DRAIN : AccountState.CLOSED;
        }
    }

    /** An account in tokens that has raised the alerts that its spending calls for. */
    public Account(String id, long limit, long spent, long held, AccountState state) {
        this(id, Unit.TOKENS, limit, spent, held, Threshold.highest(spent, limit), state);
    }

    /** An open account in tokens that has raised the alerts that its spending calls for. */
    public Account(String id, long limit, long spent, long held) {
        this(id, limit, spent, held, AccountState.OPEN);
    }

    static Account opened(String id, Unit unit, long limit) {
        return new Account(id, unit, limit, 0, 0, 0, AccountState.OPEN);
    }

    /** What a new call may reserve; negative if settled calls used more than they had reserved. */
    public long available() {
        return limit - spent - held;
    }

    boolean isClosed() {
        return state == AccountState.DRAIN || state == AccountState.CLOSED;
    }

    /** With a limit that has moved; a higher one lets alerts be raised again. */
    Account withMoreLimit(long more) {
        int still = more > 0 ? Math.min(alerted, Threshold.highest(spent, limit + more)) : alerted;
        return new Account(id, unit, limit + more, spent, held, still, state);
    }

    Account withState(AccountState next) {
        return new Account(id, unit, limit, spent, held, alerted, next);
    }

    Account withAlert(int percent) {
        return new Account(id, unit, limit, spent, held, percent, state);
    }

    Account plus(long moreHeld, long moreSpent) {
        return new Account(id, unit, limit, spent + moreSpent, held + moreHeld, alerted, state);
    }
}
