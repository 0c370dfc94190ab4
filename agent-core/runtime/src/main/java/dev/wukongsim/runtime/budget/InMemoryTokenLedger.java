package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.LedgerEntry.Charged.Kind;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A ledger that lives as long as the process. One lock guards all accounts, so every operation is atomic. */
public final class InMemoryTokenLedger implements TokenLedger {

    private final InstantSource clock;
    private final Books books = new Books();
    private final Reservations reservations = new Reservations();
    private Instant latest = Instant.EPOCH;

    public InMemoryTokenLedger() {
        this(InstantSource.system());
    }

    public InMemoryTokenLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Account open(String account, long limit) {
        LedgerRules.checkOpen(account, limit);
        return books.open(now(), account, limit);
    }

    @Override
    public synchronized ReserveAnswer reserve(
            String reservation, List<String> path, long wanted, long minimum, Duration lease) {
        LedgerRules.checkReserve(reservation, path, wanted, minimum, lease);
        expire();
        Request request = new Request(path, wanted, minimum);
        return reservations
                .find(reservation)
                .map(before -> repeat(before, request))
                .orElseGet(() -> hold(reservation, request, lease));
    }

    private static ReserveAnswer repeat(Reservation before, Request request) {
        requireHolding("reserve", before);
        if (!before.request().equals(request)) {
            throw new ReservationConflictException("reserve", before.id());
        }
        return new ReserveAnswer.Granted(before.granted());
    }

    private ReserveAnswer hold(String id, Request request, Duration lease) {
        List<Account> path = books.accounts(request.path());
        long granted = request.wanted();
        for (int i = 0; i < path.size(); i++) {
            Account account = path.get(i);
            if (account.state() != AccountState.OPEN || account.available() < request.minimum()) {
                return refuse(account, i + 1, request.minimum());
            }
            granted = Math.min(granted, account.available());
        }
        books.hold(request.path(), granted);
        reservations.put(
                latest, new Reservation(id, request, granted, ReservationState.HELD, leaseEnd(lease), 0, Usage.NONE));
        return new ReserveAnswer.Granted(granted);
    }

    private ReserveAnswer refuse(Account account, int level, long minimum) {
        boolean mayComeBack = ReserveAnswer.Cause.of(account, minimum) == ReserveAnswer.Cause.RETRY_LATER;
        Optional<Instant> retryAt = reservations.open().stream()
                .filter(open -> mayComeBack && open.request().path().contains(account.id()))
                .map(Reservation::leaseEnd)
                .findFirst();
        return new ReserveAnswer.Refused(account, level, minimum, retryAt);
    }

    @Override
    public synchronized void dispatch(String reservation) {
        reservations.put(latest, holding("dispatch", reservation).in(ReservationState.INFLIGHT));
    }

    @Override
    public synchronized Instant extend(String reservation, Duration lease) {
        LedgerRules.checkLease(reservation, lease);
        Reservation held = holding("extend", reservation);
        Instant end = leaseEnd(lease);
        if (held.leaseEnd().isBefore(end)) {
            reservations.put(latest, held.until(end));
            return end;
        }
        return held.leaseEnd();
    }

    @Override
    public synchronized Settlement settle(String reservation, Usage usage) {
        LedgerRules.checkSettle(reservation, usage);
        now();
        Reservation before = reservations.require("settle", reservation);
        return switch (before.state()) {
            case HELD, INFLIGHT -> charge(Settlement.CHARGED, Kind.SET, before, -before.granted(), usage);
            case RELEASED, EXPIRED -> charge(Settlement.LATE, Kind.LATE, before, 0, usage);
            case SETTLED -> settleAgain(before, usage);
        };
    }

    private Settlement settleAgain(Reservation before, Usage usage) {
        if (usage.estimated() || before.usage().equals(usage)) {
            return Settlement.REPLAYED;
        }
        if (!before.usage().estimated()) {
            throw new ReservationConflictException("settle", before.id());
        }
        return charge(Settlement.ADJUSTED, Kind.ADJ, before, 0, usage);
    }

    private Settlement charge(Settlement settlement, Kind kind, Reservation before, long held, Usage usage) {
        books.charge(latest, kind, before, held, usage.total() - before.charged(), usage);
        reservations.put(latest, before.settled(usage.total(), usage));
        return settlement;
    }

    @Override
    public synchronized void release(String reservation) {
        now();
        Reservation before = reservations.require("release", reservation);
        switch (before.state()) {
            case HELD -> giveBack(before, ReservationState.RELEASED);
            case RELEASED, EXPIRED -> {}
            case INFLIGHT, SETTLED -> throw over("release", before);
        }
    }

    @Override
    public synchronized int expire() {
        List<Reservation> due = reservations.due(now());
        due.forEach(this::end);
        reservations.forget(latest, LedgerRules.RETENTION);
        return due.size();
    }

    private void end(Reservation due) {
        if (due.state() == ReservationState.HELD) {
            giveBack(due, ReservationState.EXPIRED);
            return;
        }
        Usage unknown = LedgerRules.unknownUsage();
        books.charge(latest, Kind.SET, due, -due.granted(), due.granted(), unknown);
        reservations.put(latest, due.settled(due.granted(), unknown));
    }

    private void giveBack(Reservation held, ReservationState state) {
        books.hold(held.request().path(), -held.granted());
        reservations.put(latest, held.in(state));
    }

    @Override
    public synchronized Account topUp(String account, long tokens, String reason) {
        LedgerRules.checkTopUp(account, tokens, reason);
        return books.raise(now(), Cause.TOPUP, account, tokens, reason);
    }

    @Override
    public synchronized Account setLimit(String account, long limit, String reason) {
        LedgerRules.checkLimit(account, limit, reason);
        return books.raise(
                now(), Cause.LIMIT, account, limit - books.require(account).limit(), reason);
    }

    @Override
    public synchronized void transfer(String from, String to, long tokens, String reason) {
        LedgerRules.checkTransfer(from, to, tokens, reason);
        books.transfer(now(), from, to, tokens, reason);
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
        return books.find(account);
    }

    @Override
    public synchronized Collection<Account> accounts() {
        return books.accounts();
    }

    @Override
    public synchronized Snapshot snapshot(List<String> path) {
        List<Reservation> open = reservations.open().stream()
                .filter(reservation -> reservation.request().path().stream().anyMatch(path::contains))
                .toList();
        return new Snapshot(books.accounts(path), open);
    }

    @Override
    public synchronized Optional<Reservation> reservation(String id) {
        return reservations.find(id);
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

    private Instant leaseEnd(Duration lease) {
        return LedgerRules.toMillis(latest.plus(lease));
    }

    private Reservation holding(String operation, String id) {
        Instant now = now();
        Reservation before = reservations.require(operation, id);
        if (before.isDue(now)) {
            end(before);
        }
        Reservation after = reservations.require(operation, id);
        requireHolding(operation, after);
        return after;
    }

    private static void requireHolding(String operation, Reservation reservation) {
        if (!reservation.state().holds()) {
            throw over(operation, reservation);
        }
    }

    private static ReservationStateException over(String operation, Reservation reservation) {
        return new ReservationStateException(
                operation, reservation.id(), reservation.state().name().toLowerCase(Locale.ROOT));
    }
}
