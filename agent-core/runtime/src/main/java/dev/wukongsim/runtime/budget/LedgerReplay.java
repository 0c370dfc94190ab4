package dev.wukongsim.runtime.budget;

import java.util.Map;
import java.util.TreeMap;

/** Rebuilds all accounts from the books alone, as after the loss of everything else. Nothing is held on them. */
public final class LedgerReplay {

    private final Map<String, Account> accounts = new TreeMap<>();

    private LedgerReplay() {}

    /**
     * The accounts by id.
     *
     * @param entries all of them, from the first
     */
    public static Map<String, Account> accounts(Iterable<LedgerEntry> entries) {
        LedgerReplay replay = new LedgerReplay();
        entries.forEach(replay::apply);
        return Map.copyOf(replay.accounts);
    }

    private void apply(LedgerEntry entry) {
        switch (entry) {
            case LedgerEntry.Opened opened ->
                accounts.put(opened.account(), new Account(opened.account(), opened.limit(), 0, 0));
            case LedgerEntry.LimitChanged change -> {
                Account before = account(change.account());
                accounts.put(before.id(), before.withLimit(before.limit() + change.tokens()));
            }
            case LedgerEntry.StateChanged change ->
                accounts.put(change.account(), account(change.account()).withState(change.state()));
            case LedgerEntry.Charged charged ->
                charged.path().forEach(id -> accounts.put(id, account(id).plus(0, charged.tokens())));
            case LedgerEntry.Alerted alerted -> account(alerted.account());
        }
    }

    private Account account(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new UnknownAccountException(id);
        }
        return account;
    }
}
