package dev.wukongsim.runtime.budget;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

    private record Reservation(List<String> path, long tokens, State state) {
        Reservation with(State next) {
            return new Reservation(path, tokens, next);
        }
    }

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Reservation> reservations = new HashMap<>();

    @Override
    public synchronized Account open(String account, long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("Limit of account '" + account + "' must not be negative, is " + limit);
        }
        return accounts.computeIfAbsent(account, id -> new Account(id, limit, 0, 0));
    }

    @Override
    public synchronized ReserveAnswer reserve(String reservation, List<String> path, long wanted, long minimum) {
        Reservation before = reservations.get(reservation);
        if (before != null) {
            return new ReserveAnswer.Granted(before.tokens());
        }
        long granted = wanted;
        for (String id : path) {
            Account account = require(id);
            if (account.available() < minimum) {
                return new ReserveAnswer.Refused(account, minimum);
            }
            granted = Math.min(granted, account.available());
        }
        change(path, granted, 0);
        reservations.put(reservation, new Reservation(List.copyOf(path), granted, State.HELD));
        return new ReserveAnswer.Granted(granted);
    }

    @Override
    public synchronized void dispatch(String reservation) {
        Reservation held = require("dispatch", reservation, State.HELD, State.INFLIGHT);
        reservations.put(reservation, held.with(State.INFLIGHT));
    }

    @Override
    public synchronized void settle(String reservation, long tokens) {
        Reservation held = require("settle", reservation, State.HELD, State.INFLIGHT, State.SETTLED);
        if (held.state() != State.SETTLED) {
            change(held.path(), -held.tokens(), tokens);
            reservations.put(reservation, held.with(State.SETTLED));
        }
    }

    @Override
    public synchronized void release(String reservation) {
        Reservation held = require("release", reservation, State.HELD, State.RELEASED);
        if (held.state() != State.RELEASED) {
            change(held.path(), -held.tokens(), 0);
            reservations.put(reservation, held.with(State.RELEASED));
        }
    }

    @Override
    public synchronized Account topUp(String account, long tokens, String reason) {
        if (tokens <= 0) {
            throw new IllegalArgumentException("A top-up must be more than zero tokens, is " + tokens);
        }
        Account before = require(account);
        Account after = new Account(account, Math.addExact(before.limit(), tokens), before.spent(), before.held());
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

    private void change(List<String> path, long held, long spent) {
        for (String id : path) {
            accounts.computeIfPresent(id, (key, a) -> new Account(id, a.limit(), a.spent() + spent, a.held() + held));
        }
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
        if (!List.of(allowed).contains(reservation.state())) {
            throw new ReservationStateException(
                    operation, id, reservation.state().name().toLowerCase(java.util.Locale.ROOT));
        }
        return reservation;
    }
}
