package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Many workers and their sub-agents on one ledger that crash, lose replies, repeat themselves and are overtaken by their
 * leases, while the clock goes on and back and a month ends. {@link LedgerInvariants} says what must hold.
 */
final class LedgerFuzz {

    private static final int ATTEMPTS = 25;
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final TokenLedger ledger;
    private final ManualClock clock;
    private final long seed;
    private final FuzzLog log = new FuzzLog();

    LedgerFuzz(TokenLedger ledger, ManualClock clock, long seed) {
        this.ledger = ledger;
        this.clock = clock;
        this.seed = seed;
    }

    /**
     * Let them work until all is over.
     *
     * @throws AssertionError if the ledger breaks I1 or I2 while they work, or takes one id for two requests
     */
    LedgerInvariants run() {
        LedgerInvariants invariants = new LedgerInvariants(ledger, log);
        Together.run(worker -> {
            SplittableRandom random = new SplittableRandom(seed * Together.THREADS + worker);
            for (int i = 0; i < ATTEMPTS; i++) {
                invariants.checkOneMoment(attempt("t-%d:%d".formatted(worker, i), worker, random));
            }
            return worker;
        });
        clock.advance(LEASE.multipliedBy(2));
        ledger.expire();
        log.reportedLate().forEach((id, used) -> settle(id, used));
        return invariants;
    }

    /** Makes one call, as far as it comes; answers the accounts that it drew on. */
    private List<String> attempt(String id, int worker, SplittableRandom random) {
        FuzzCall call = FuzzCall.at(clock.instant(), id, worker, random.nextInt(3) == 0, random.nextLong(10, 100));
        Request request = call.request(ledger);
        try {
            if (maybeTwice(random, () -> ledger.reserve(id, request, LEASE)) instanceof Granted granted) {
                log.granted(call, request.accounts());
                checkThatTheIdIsTaken(id, request);
                goOn(id, granted.amount(), random);
            }
        } catch (ReservationStateException e) {
            assertThat(e.state()).as(id).isIn(log.owed().containsKey(id) ? "settled" : "expired", "expired");
        }
        disturb(call, random);
        return request.accounts();
    }

    private void checkThatTheIdIsTaken(String id, Request request) {
        Request other = FuzzCall.request(request.funding(), request.wanted().tokens() + 1);
        assertThatThrownBy(() -> ledger.reserve(id, other, LEASE))
                .isInstanceOfAny(ReservationConflictException.class, ReservationStateException.class);
    }

    /** Crash, give back, give back and report a usage all the same, or call. */
    private void goOn(String id, Amount granted, SplittableRandom random) {
        long most = Math.min(granted.tokens(), granted.micros().orElseThrow() / FuzzCall.MICROS);
        long used = random.nextLong(1, most + 1);
        switch (random.nextInt(20)) {
            case 0, 1 -> {}
            case 2 -> ledger.release(id);
            case 3 -> {
                ledger.release(id);
                settle(id, used);
            }
            default -> {
                maybeTwice(random, () -> dispatch(id, granted));
                answer(id, used, random);
            }
        }
    }

    /** From here on all that is held is owed, unless the call reports less. */
    private boolean dispatch(String id, Amount granted) {
        ledger.dispatch(id);
        log.owes(id, granted);
        return true;
    }

    /** Lose the answer, know it only when all is over, estimate it first, or settle it, perhaps when its lease is over. */
    private void answer(String id, long used, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            clock.advance(Duration.ofMillis(random.nextLong(20_000)));
        }
        switch (random.nextInt(10)) {
            case 0 -> ledger.expire();
            case 1 -> log.reportsLate(id, used);
            case 2 -> {
                ledger.extend(id, LEASE.multipliedBy(2));
                settle(id, used);
            }
            case 3 -> {
                log.sees(ledger.settle(id, Usage.estimate(used, 0), price(used)).alerts());
                settle(id, used);
            }
            default -> settle(id, used);
        }
    }

    /** Settles twice, as two workers may; only the first takes effect, and no other number does. */
    private void settle(String id, long used) {
        Settled settled = ledger.settle(id, Usage.of(used, 0), price(used));
        log.sees(settled.alerts());
        log.owes(id, Amount.of(used, used * FuzzCall.MICROS));
        assertThat(ledger.settle(id, Usage.of(used, 0), price(used))).isEqualTo(Settled.quietly(Settlement.REPLAYED));
        assertThatThrownBy(() -> ledger.settle(id, Usage.of(used + 1, 0), price(used + 1)))
                .isInstanceOf(ReservationConflictException.class);
    }

    private static OptionalLong price(long tokens) {
        return OptionalLong.of(tokens * FuzzCall.MICROS);
    }

    /** Somebody tops up, or the clock of this machine is set back. */
    private void disturb(FuzzCall call, SplittableRandom random) {
        switch (random.nextInt(20)) {
            case 0 -> ledger.topUp(call.task(), random.nextLong(1, 200), "more work");
            case 1 -> clock.advance(Duration.ofSeconds(-random.nextLong(10)));
            default -> {}
        }
    }

    /** As after a lost reply. */
    private static <T> T maybeTwice(SplittableRandom random, Supplier<T> operation) {
        T first = operation.get();
        return random.nextInt(4) == 0 ? operation.get() : first;
    }
}
