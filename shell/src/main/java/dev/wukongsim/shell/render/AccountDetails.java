package dev.wukongsim.shell.render;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.allowance.BurnDown;
import dev.wukongsim.runtime.allowance.Savings;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Reservation;
import java.util.List;

/**
 * Everything about one account.
 *
 * @param open reservations that hold something on it, the first lease end first
 */
public record AccountDetails(BurnDown burnDown, List<Reservation> open, Savings savings) {

    public AccountDetails {
        requireNonNull(burnDown, "burnDown is null");
        requireNonNull(savings, "savings is null");
        open = List.copyOf(open);
    }

    Account account() {
        return burnDown.account();
    }

    /** What a reservation holds on this account, in its unit. */
    long held(Reservation reservation) {
        int source = reservation.request().funding().sources().indexOf(account().id());
        return source < 0
                ? reservation.granted().in(account().unit())
                : reservation.taken().get(source);
    }
}
