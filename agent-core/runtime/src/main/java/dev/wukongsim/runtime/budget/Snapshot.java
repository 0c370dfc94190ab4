package dev.wukongsim.runtime.budget;

import java.util.List;

/**
 * Accounts and what they hold, all at one moment.
 *
 * @param accounts in the order that was asked for
 * @param open reservations that hold tokens on any of them, by the end of their leases
 */
public record Snapshot(List<Account> accounts, List<Reservation> open) {

    public Snapshot {
        accounts = List.copyOf(accounts);
        open = List.copyOf(open);
    }
}
