package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A ledger that lives as long as the process. One lock guards all accounts, so every operation is atomic. */
public final class InMemoryTokenLedger implements TokenLedger {

    private final InstantSource clock;
    private final Books books = new Books();
    private final Attempts attempts = new Attempts(books);
    private Instant latest = Instant.EPOCH;

    public InMemoryTokenLedger() {
        this(InstantSource.system());
    }

    public InMemoryTokenLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Account open(String account, Unit unit, long limit) {
        LedgerRules.checkOpen(account, unit, limit);
        return books.open(now(), account, unit, limit);
    }

    @Override
    public synchronized ReserveAnswer reserve(String reservation, Request request, Duration lease) {
        LedgerRules.checkReserve(reservation, request, lease);
        return attempts.reserve(now(), reservation, request, lease);
    }

    @Override
    public synchronized void dispatch(String reservation) {
        attempts.dispatch(now(), reservation);
    }

    @Override
    public synchronized Instant extend(String reservation, Duration lease) {
        LedgerRules.checkLease(reservation, lease);
        return attempts.extend(now(), reservation, lease);
    }

    @Override
    public synchronized Settled settle(String reservation, Usage usage, OptionalLong micros) {
        LedgerRules.checkSettle(reservation, usage, micros);
        return attempts.settle(now(), reservation, usage, micros);
    }

    @Override
    public synchronized void release(String reservation) {
        attempts.release(now(), reservation);
    }

    @Override
    public synchronized int expire() {
        return attempts.expire(now());
    }

    @Override
    public synchronized Account topUp(String account, long amount, String reason) {
        LedgerRules.checkTopUp(account, amount, reason);
        return books.raise(now(), Cause.TOPUP, account, amount, reason);
    }

    @Override
    public synchronized Account setLimit(String account, long limit, String reason) {
        LedgerRules.checkLimit(account, limit, reason);
        return books.raise(
                now(), Cause.LIMIT, account, limit - books.require(account).limit(), reason);
    }

    @Override
    public synchronized void transfer(String from, String to, long amount, String reason) {
        LedgerRules.checkTransfer(from, to, amount, reason);
        books.transfer(now(), from, to, amount, reason);
    }

    @Override
    public synchronized Account freeze(String account, String reason) {
        LedgerRules.checkReason(account, reason);
        return books.freeze(now(), account, reason);
    }

    @Override
    public synchronized Account thaw(String account, String reason) {
        LedgerRules.checkReason(account, reason);
        return books.thaw(now(), account, reason);
    }

    @Override
    public synchronized Account close(String account, String reason) {
        LedgerRules.checkReason(account, reason);
        return books.close(now(), account, reason);
    }

    @Override
    public synchronized Optional<Account> account(String account) {
        LedgerRules.checkAccounts(List.of(account));
        return books.find(account);
    }

    @Override
    public synchronized Collection<Account> accounts() {
        return books.accounts();
    }

    @Override
    public synchronized Snapshot snapshot(List<String> accounts) {
        LedgerRules.checkAccounts(accounts);
        List<Account> found = books.accounts(accounts);
        return new Snapshot(found, attempts.open(found));
    }

    @Override
    public synchronized Optional<Reservation> reservation(String id) {
        return attempts.find(id);
    }

    @Override
    public synchronized List<LedgerEntry> entries(long after, int count) {
        LedgerRules.checkEntries(after, count);
        return books.entries(after, count);
    }

    private Instant now() {
        Instant seen = LedgerRules.toMillis(clock.instant());
        latest = seen.isAfter(latest) ? seen : latest;
        return latest;
    }
}
