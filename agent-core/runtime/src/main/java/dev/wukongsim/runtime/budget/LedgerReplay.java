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
            case LedgerEntry.Opened opened -> put(Account.opened(opened.account(), opened.unit(), opened.limit()));
            case LedgerEntry.LimitChanged change ->
                put(account(change.account()).withMoreLimit(change.added()));
            case LedgerEntry.StateChanged change ->
                put(account(change.account()).withState(change.state()));
            case LedgerEntry.Charged charged ->
                charged.shares().forEach(share -> put(account(share.account()).plus(0, share.charged())));
            case LedgerEntry.Alerted alerted -> put(account(alerted.account()).withAlert(alerted.percent()));
        }
    }

    private Account account(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new UnknownAccountException(id);
        }
        return account;
    }

    private void put(Account account) {
        accounts.put(account.id(), account);
    }
}
