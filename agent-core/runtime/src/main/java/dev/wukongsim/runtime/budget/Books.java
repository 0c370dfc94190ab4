package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.LedgerEntry.Opened;
import dev.wukongsim.runtime.budget.LedgerEntry.StateChanged;
import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Accounts, and the entries that explain them. Checks before it writes. Not thread-safe. */
final class Books {

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Long> openedWith = new HashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    Account open(Instant now, String id, Unit unit, long limit) {
        @Nullable Account before = accounts.get(id);
        if (before == null) {
            entries.add(new Opened(next(), now, id, unit, limit));
            openedWith.put(id, limit);
            return put(Account.opened(id, unit, limit));
        }
        if (before.unit() != unit) {
            throw LedgerErrors.otherUnit(before, unit);
        }
        if (before.isClosed()) {
            return before;
        }
        long more = limit - openedWith.getOrDefault(id, limit);
        Account after = raise(now, Cause.POLICY, id, more, LedgerRules.policyReason(unit, limit));
        openedWith.put(id, limit);
        return after;
    }

    /** Put back accounts that hold more or less than before. */
    void hold(List<Account> after) {
        after.forEach(Books::requireCountable);
        after.forEach(this::put);
    }

    /** Charge the accounts of a reservation, so that it has cost so much in all; answers the alerts that this raises. */
    List<Alerted> charge(Instant now, Charged.Kind kind, Division division, Amount total, Usage usage) {
        Reservation before = division.reservation();
        List<Account> after = division.charged(total);
        after.forEach(Books::requireCountable);
        Amount amount = total.minus(before.charged());
        entries.add(new Charged(next(), now, kind, before.id(), amount, division.shares(total), usage));
        return after.stream().flatMap(account -> alert(now, account).stream()).toList();
    }

    Account raise(Instant now, Cause cause, String id, long amount, String reason) {
        Account account = changeable(cause == Cause.TOPUP ? "top up" : "change", id);
        if (account.limit() + amount > LedgerRules.MAXIMUM) {
            throw LedgerErrors.tooLarge(id);
        }
        if (amount == 0) {
            return account;
        }
        entries.add(new LimitChanged(next(), now, cause, id, amount, reason));
        alert(now, account.withMoreLimit(amount));
        return require(id);
    }

    void transfer(Instant now, String from, String to, long amount, String reason) {
        Account giver = changeable("transfer from", from);
        Account taker = changeable("transfer to", to);
        if (giver.unit() != taker.unit()) {
            throw LedgerErrors.otherUnit(taker, giver.unit());
        }
        if (giver.available() < amount) {
            throw LedgerErrors.tooLittle(giver, amount);
        }
        if (taker.limit() + amount > LedgerRules.MAXIMUM) {
            throw LedgerErrors.tooLarge(to);
        }
        raise(now, Cause.TRANSFER, from, -amount, reason);
        raise(now, Cause.TRANSFER, to, amount, reason);
    }

    Account freeze(Instant now, String id, String reason) {
        return turn(now, changeable("freeze", id), AccountState.FROZEN, reason);
    }

    Account thaw(Instant now, String id, String reason) {
        return turn(now, changeable("thaw", id), AccountState.OPEN, reason);
    }

    Account close(Instant now, String id, String reason) {
        Account account = require(id);
        return account.isClosed() ? account : turn(now, account, AccountState.CLOSED, reason);
    }

    Optional<Account> find(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Account require(String id) {
        return find(id).orElseThrow(() -> new UnknownAccountException(id));
    }

    List<Account> accounts(List<String> ids) {
        return ids.stream().map(this::require).toList();
    }

    Collection<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    List<LedgerEntry> entries(long after, int count) {
        return entries.stream().skip(after).limit(count).toList();
    }

    private Account turn(Instant now, Account account, AccountState state, String reason) {
        if (account.state() == state) {
            return account;
        }
        entries.add(new StateChanged(next(), now, account.id(), state, reason));
        return put(account.withState(state));
    }

    private Account changeable(String operation, String id) {
        Account account = require(id);
        if (account.isClosed()) {
            throw new AccountStateException(operation, id, account.state());
        }
        return account;
    }

    private static void requireCountable(Account account) {
        if (account.spent() + account.held() > LedgerRules.MAXIMUM) {
            throw LedgerErrors.tooLarge(account.id());
        }
    }

    /** Put the account back, with the alerts that are due. */
    private List<Alerted> alert(Instant now, Account account) {
        List<Alerted> alerts = new ArrayList<>();
        put(account);
        Threshold.untold(account).forEach(percent -> {
            alerts.add(new Alerted(next(), now, account.id(), percent, account.spent(), account.limit()));
            entries.add(alerts.getLast());
            put(account.withAlert(percent));
        });
        return alerts;
    }

    private Account put(Account account) {
        accounts.put(account.id(), account);
        return account;
    }

    private long next() {
        return entries.size() + 1L;
    }
}
