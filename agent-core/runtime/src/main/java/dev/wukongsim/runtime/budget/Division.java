package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Divides what a reservation holds and costs among its accounts: each account of the path bears all of it; the sources
 * bear it one after the other, each as much as was taken from it and the last one whatever is left.
 *
 * @param accounts those of the path, then the sources
 */
record Division(Reservation reservation, List<Account> accounts) {

    /** The accounts with what the reservation is to hold on them. */
    List<Account> held() {
        List<Long> held = parts(reservation.granted());
        return each(i -> accounts.get(i).plus(held.get(i), 0));
    }

    /** The accounts without what the reservation holds on them. */
    List<Account> released() {
        List<Long> held = parts(reservation.granted());
        return each(i -> accounts.get(i).plus(-held.get(i), 0));
    }

    /** The accounts when the reservation holds nothing any more and has cost so much in all. */
    List<Account> charged(Amount total) {
        List<Share> shares = shares(total);
        List<Account> free = reservation.state().holds() ? released() : accounts;
        return each(i -> free.get(i).plus(0, shares.get(i).charged()));
    }

    /** What each account is to be charged, so that the reservation has cost so much in all. */
    List<Share> shares(Amount total) {
        List<Long> before = parts(reservation.charged());
        List<Long> after = parts(total);
        return each(i -> new Share(accounts.get(i).id(), after.get(i) - before.get(i)));
    }

    private List<Long> parts(Amount amount) {
        int levels = reservation.request().funding().path().size();
        List<Long> parts = new ArrayList<>();
        long left = 0;
        for (int i = 0; i < accounts.size(); i++) {
            long all = amount.in(accounts.get(i).unit());
            left = i <= levels ? all : left;
            boolean isLast = i < levels || i == accounts.size() - 1;
            long part = isLast ? left : Math.min(left, reservation.taken().get(i - levels));
            parts.add(part);
            left -= part;
        }
        return parts;
    }

    private <T> List<T> each(IntFunction<T> account) {
        return IntStream.range(0, accounts.size()).mapToObj(account).toList();
    }
}
