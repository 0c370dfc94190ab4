package dev.wukongsim.runtime.budget;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger that lives as long as the process. One lock guards all accounts, so every operation is atomic. */
public final class InMemoryTokenLedger implements TokenLedger {

    private enum State {
        HELD,
        INFLIGHT,
        SETTLED,
        RELEASED
    }

    private record Request(List<String> path, long wanted, long minimum) {}

    private record Reservation(Request request, long held, State state, long used) {
        Reservation with(State next, long tokens) {
            return new Reservation(request, held, next, tokens);
        }
    }

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Reservation> reservations = new HashMap<>();

    @Override
    public synchronized Account open(String account, long limit) {
        LedgerRules.checkOpen(account, limit);
        return accounts.computeIfAbsent(account, id -> new Account(id, limit, 0, 0));
    }

    @Override
    public synchronized ReserveAnswer reserve(String reservation, List<String> path, long wanted, long minimum) {
        LedgerRules.checkReserve(reservation, path, wanted, minimum);
        Request request = new Request(List.copyOf(path), wanted, minimum);
        return reservations.containsKey(reservation) ? repeat(reservation, request) : hold(reservation, request);
    }

    private ReserveAnswer repeat(String reservation, Request request) {
        Reservation before = require("reserve", reservation, State.HELD, State.INFLIGHT);
        if (!before.request().equals(request)) {
            throw new ReservationConflictException("reserve", reservation);
        }
        return new ReserveAnswer.Granted(before.held());
    }

    private ReserveAnswer hold(String reservation, Request request) {
        List<Account> path = request.path().stream().map(this::require).toList();
        long granted = request.wanted();
        for (Account account : path) {
            if (account.available() < request.minimum()) {
                return new ReserveAnswer.Refused(account, request.minimum());
            }
            granted = Math.min(granted, account.available());
        }
        change(path, granted, 0);
        reservations.put(reservation, new Reservation(request, granted, State.HELD, 0));
        return new ReserveAnswer.Granted(granted);
    }

    @Override
    public synchronized void dispatch(String reservation) {
        Reservation held = require("dispatch", reservation, State.HELD, State.INFLIGHT);
        reservations.put(reservation, held.with(State.INFLIGHT, 0));
    }

    @Override
    public synchronized void settle(String reservation, long tokens) {
        LedgerRules.checkSettle(reservation, tokens);
        Reservation held = require("settle", reservation, State.HELD, State.INFLIGHT, State.SETTLED);
        if (held.state() != State.SETTLED) {
            change(accounts(held), -held.held(), tokens);
            reservations.put(reservation, held.with(State.SETTLED, tokens));
        } else if (held.used() != tokens) {
            throw new ReservationConflictException("settle", reservation);
        }
    }

    @Override
    public synchronized void release(String reservation) {
        Reservation held = require("release", reservation, State.HELD, State.RELEASED);
        if (held.state() != State.RELEASED) {
            change(accounts(held), -held.held(), 0);
            reservations.put(reservation, held.with(State.RELEASED, 0));
        }
    }

    @Override
    public synchronized Account topUp(String account, long tokens, String reason) {
        LedgerRules.checkTopUp(account, tokens, reason);
        Account before = require(account);
        Account after = new Account(account, sum(account, before.limit(), tokens), before.spent(), before.held());
        accounts.put(account, after);
        return after;
    }

    @Override
    public synchronized Optional<Account> account(String account) {
        return Optional.ofNullable(accounts.get(account));
    }

    @Override
    public synchronized Collection<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    private List<Account> accounts(Reservation reservation) {
        return reservation.request().path().stream().map(this::require).toList();
    }

    private void change(List<Account> path, long held, long spent) {
        List<Account> after = path.stream()
                .map(a -> new Account(a.id(), a.limit(), sum(a.id(), a.spent(), spent), a.held() + held))
                .toList();
        after.forEach(account -> accounts.put(account.id(), account));
    }

    private static long sum(String account, long present, long more) {
        if (present > LedgerRules.MAXIMUM - more) {
            throw LedgerRules.tooLarge(account);
        }
        return present + more;
    }

    private Account require(String id) {
        @Nullable Account account = accounts.get(id);
        if (account == null) {
            throw new UnknownAccountException(id);
        }
        return account;
    }

    private Reservation require(String operation, String id, State... allowed) {
        @Nullable Reservation reservation = reservations.get(id);
        if (reservation == null) {
            throw new ReservationStateException(operation, id, "unknown");
        }
        if (!Arrays.asList(allowed).contains(reservation.state())) {
            throw new ReservationStateException(
                    operation, id, reservation.state().name().toLowerCase(Locale.ROOT));
        }
        return reservation;
    }
}
