package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.LedgerEntry.Charged.Kind;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The life of reservations, from one state to the next, and what each step does to the books. Not thread-safe. */
final class Attempts {

    private final Books books;
    private final Reservations reservations = new Reservations();

    Attempts(Books books) {
        this.books = books;
    }

    ReserveAnswer reserve(Instant now, String id, Request request, Duration lease) {
        expire(now);
        return reservations
                .find(id)
                .map(before -> repeat(before, request))
                .orElseGet(() -> admit(now, id, request, lease));
    }

    private static ReserveAnswer repeat(Reservation before, Request request) {
        requireHolding("reserve", before);
        if (!before.request().equals(request)) {
            throw new ReservationConflictException("reserve", before.id());
        }
        return new ReserveAnswer.Granted(before.granted());
    }

    private ReserveAnswer admit(Instant now, String id, Request request, Duration lease) {
        List<Account> accounts = books.accounts(request.accounts());
        Admission admission = Admission.of(request, accounts);
        LedgerErrors.requireOneUnit(admission.sources());
        return admission
                .obstacle()
                .map(obstacle -> refuse(obstacle, request))
                .orElseGet(() -> hold(now, id, request, admission.hold(), lease));
    }

    private ReserveAnswer refuse(Admission.Obstacle obstacle, Request request) {
        List<Account> tried = obstacle.tried();
        boolean mayComeBack = ReserveAnswer.Cause.of(tried, request.minimum()) == ReserveAnswer.Cause.RETRY_LATER;
        Optional<Instant> retryAt = reservations.open().stream()
                .filter(open -> mayComeBack && open.drawsOnAny(tried))
                .map(Reservation::leaseEnd)
                .findFirst();
        return new ReserveAnswer.Refused(tried, obstacle.level(), request.minimum(), retryAt);
    }

    private ReserveAnswer hold(Instant now, String id, Request request, Admission.Hold hold, Duration lease) {
        Reservation reservation = Reservation.held(id, request, hold, leaseEnd(now, lease));
        books.hold(division(reservation).held());
        reservations.put(now, reservation);
        return new ReserveAnswer.Granted(hold.amount());
    }

    void dispatch(Instant now, String id) {
        reservations.put(now, holding(now, "dispatch", id).in(ReservationState.INFLIGHT));
    }

    Instant extend(Instant now, String id, Duration lease) {
        Reservation held = holding(now, "extend", id);
        Instant end = leaseEnd(now, lease);
        if (end.isBefore(held.leaseEnd())) {
            return held.leaseEnd();
        }
        reservations.put(now, held.until(end));
        return end;
    }

    Settled settle(Instant now, String id, Usage usage, OptionalLong micros) {
        Reservation before = reservations.require("settle", id);
        Amount total = new Amount(
                usage.total(), micros.isPresent() ? micros : before.granted().micros());
        return switch (before.state()) {
            case HELD, INFLIGHT -> charge(now, Settlement.CHARGED, Kind.SET, before, total, usage);
            case RELEASED, EXPIRED -> charge(now, Settlement.LATE, Kind.LATE, before, total, usage);
            case SETTLED -> settleAgain(now, before, total, usage);
        };
    }

    private Settled settleAgain(Instant now, Reservation before, Amount total, Usage usage) {
        boolean isSame = before.usage().equals(usage) && before.charged().equals(total);
        if (usage.estimated() || isSame) {
            return Settled.quietly(Settlement.REPLAYED);
        }
        if (!before.usage().estimated()) {
            throw new ReservationConflictException("settle", before.id());
        }
        return charge(now, Settlement.ADJUSTED, Kind.ADJ, before, total, usage);
    }

    private Settled charge(
            Instant now, Settlement settlement, Kind kind, Reservation before, Amount total, Usage usage) {
        List<LedgerEntry.Alerted> alerts = books.charge(now, kind, division(before), total, usage);
        reservations.put(now, before.settled(total, usage));
        return new Settled(settlement, alerts);
    }

    void release(Instant now, String id) {
        Reservation before = reservations.require("release", id);
        switch (before.state()) {
            case HELD -> giveBack(now, before, ReservationState.RELEASED);
            case RELEASED, EXPIRED -> {}
            case INFLIGHT, SETTLED -> throw over("release", before);
        }
    }

    int expire(Instant now) {
        List<Reservation> due = reservations.due(now);
        due.forEach(reservation -> end(now, reservation));
        reservations.forget(now, LedgerRules.RETENTION);
        return due.size();
    }

    private void end(Instant now, Reservation due) {
        if (due.state() == ReservationState.HELD) {
            giveBack(now, due, ReservationState.EXPIRED);
        } else {
            charge(now, Settlement.CHARGED, Kind.SET, due, due.granted(), LedgerRules.unknownUsage());
        }
    }

    private void giveBack(Instant now, Reservation held, ReservationState state) {
        books.hold(division(held).released());
        reservations.put(now, held.in(state));
    }

    private Division division(Reservation reservation) {
        return new Division(reservation, books.accounts(reservation.request().accounts()));
    }

    Optional<Reservation> find(String id) {
        return reservations.find(id);
    }

    List<Reservation> open(List<Account> accounts) {
        return reservations.open().stream()
                .filter(open -> open.drawsOnAny(accounts))
                .toList();
    }

    private static Instant leaseEnd(Instant now, Duration lease) {
        return LedgerRules.toMillis(now.plus(lease));
    }

    private Reservation holding(Instant now, String operation, String id) {
        Reservation before = reservations.require(operation, id);
        if (before.isDue(now)) {
            end(now, before);
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
