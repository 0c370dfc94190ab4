package dev.wukongsim.runtime.budget;

/** Somebody named an account that is not open. */
public final class UnknownAccountException extends RuntimeException {

    private final String account;

    public UnknownAccountException(String account) {
        super("Account '" + account + "' is not open; open it with a limit first");
        this.account = account;
    }

    public String account() {
        return account;
    }
}
