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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Accounts, the last alert of each, and the entries that explain them. Checks before it writes. Not thread-safe. */
final class Books {

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, Integer> lastAlerts = new TreeMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    Account open(Instant now, String id, long limit) {
        return find(id).orElseGet(() -> {
            entries.add(new Opened(next(), now, id, limit));
            return put(new Account(id, limit, 0, 0));
        });
    }

    void hold(List<String> path, long tokens) {
        accounts(path).forEach(account -> put(account.plus(tokens, 0)));
    }

    /** Turn a hold into spending, or correct what is spent. */
    void charge(Instant now, Charged.Kind kind, Reservation reservation, long held, long tokens, Usage usage) {
        List<String> path = reservation.request().path();
        List<Account> after =
                accounts(path).stream().map(a -> a.plus(held, tokens)).toList();
        after.forEach(Books::requireCountable);
        entries.add(new Charged(next(), now, kind, reservation.id(), path, tokens, usage));
        after.forEach(account -> alert(now, put(account)));
    }

    Account raise(Instant now, Cause cause, String id, long tokens, String reason) {
        Account account = changeable(cause == Cause.TOPUP ? "top up" : "change", id);
        if (account.limit() + tokens > LedgerRules.MAXIMUM) {
            throw LedgerRules.tooLarge(id);
        }
        if (tokens == 0) {
            return account;
        }
        entries.add(new LimitChanged(next(), now, cause, id, tokens, reason));
        Account after = put(account.withLimit(account.limit() + tokens));
        if (tokens > 0) {
            lastAlerts.computeIfPresent(id, (ignored, last) -> Math.min(last, Threshold.highest(after)));
        }
        alert(now, after);
        return after;
    }

    void transfer(Instant now, String from, String to, long tokens, String reason) {
        Account giver = changeable("transfer from", from);
        Account taker = changeable("transfer to", to);
        if (giver.available() < tokens) {
            throw LedgerRules.tooLittle(giver, tokens);
        }
        if (taker.limit() + tokens > LedgerRules.MAXIMUM) {
            throw LedgerRules.tooLarge(to);
        }
        raise(now, Cause.TRANSFER, from, -tokens, reason);
        raise(now, Cause.TRANSFER, to, tokens, reason);
    }

    Account freeze(Instant now, String id, String reason) {
        return turn(now, changeable("freeze", id), AccountState.FROZEN, reason);
    }

    Account thaw(Instant now, String id, String reason) {
        return turn(now, changeable("thaw", id), AccountState.OPEN, reason);
    }

    Account close(Instant now, String id, String reason) {
        Account account = require(id);
        return isClosed(account) ? account : turn(now, account, AccountState.CLOSED, reason);
    }

    Optional<Account> find(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Account require(String id) {
        @Nullable Account account = accounts.get(id);
        if (account == null) {
            throw new UnknownAccountException(id);
        }
        return account;
    }

    List<Account> accounts(List<String> path) {
        return path.stream().map(this::require).toList();
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
        if (isClosed(account)) {
            throw new AccountStateException(operation, id, account.state());
        }
        return account;
    }

    private static boolean isClosed(Account account) {
        return account.state() == AccountState.DRAIN || account.state() == AccountState.CLOSED;
    }

    private static void requireCountable(Account account) {
        if (account.spent() + account.held() > LedgerRules.MAXIMUM) {
            throw LedgerRules.tooLarge(account.id());
        }
    }

    private void alert(Instant now, Account account) {
        String id = account.id();
        Threshold.reached(account, lastAlerts.getOrDefault(id, 0)).forEach(percent -> {
            entries.add(new Alerted(next(), now, id, percent, account.spent(), account.limit()));
            lastAlerts.put(id, percent);
        });
    }

    private Account put(Account account) {
        accounts.put(account.id(), account);
        return account;
    }

    private long next() {
        return entries.size() + 1L;
    }
}
