package dev.wukongsim.runtime.budget;

import java.util.Locale;

/** An account is not in the state that an operation needs. */
public final class AccountStateException extends RuntimeException {

    private final String account;
    private final AccountState state;

    /** @param operation what was tried, such as {@code freeze} */
    public AccountStateException(String operation, String account, AccountState state) {
        super("Cannot " + operation + " account '" + account + "': it is "
                + state.name().toLowerCase(Locale.ROOT) + " for good; open another one");
        this.account = account;
        this.state = state;
    }

    public String account() {
        return account;
    }

    public AccountState state() {
        return state;
    }
}
