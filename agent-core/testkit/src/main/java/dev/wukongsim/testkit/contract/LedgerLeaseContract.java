package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How reservations of every {@link TokenLedger} end by themselves, and what may still come after. */
abstract class LedgerLeaseContract extends LedgerFixture {

    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void givesBackWhatWasHeldWhenItsLeaseIsOver() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        clock.advance(LEASE);

        int ended = ledger.expire();

        assertThat(ended).isEqualTo(1);
        assertAccounts(0, 0);
        assertState("r", "expired", () -> ledger.dispatch("r"));
        assertThat(ledger.expire()).isZero();
    }

    @Test
    void chargesTheWholeHoldWhenTheLeaseOfACallUnderWayIsOver() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.dispatch("r");
        clock.advance(LEASE);

        ledger.expire();

        assertAccounts(60, 0);
        assertThat(ledger.reservation("r"))
                .contains(new Reservation(
                        "r",
                        Request.of(PATH, 60, 20),
                        Amount.tokens(60),
                        List.of(),
                        ReservationState.SETTLED,
                        START.plus(LEASE),
                        Amount.tokens(60),
                        Usage.estimate(0, 0)));
    }

    @Test
    void leavesALeaseThatIsNotOver() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        clock.advance(LEASE.minus(MOMENT));

        int ended = ledger.expire();

        assertThat(ended).isZero();
        assertAccounts(0, 60);
    }

    @Test
    void endsMoreLeasesThanABatch() {
        ledger.open("wide", 1_000);
        for (int i = 0; i < 250; i++) {
            ledger.reserve("r-" + i, List.of("wide"), 1, 1, LEASE);
        }
        clock.advance(LEASE);

        int ended = ledger.expire();

        assertThat(ended).isEqualTo(250);
        assertThat(ledger.account("wide").orElseThrow().held()).isZero();
    }

    @Test
    void findsRoomThatALeaseGaveBackWithoutBeingTold() {
        ledger.reserve("dead", PATH, 100, 100, LEASE);
        clock.advance(LEASE);

        assertThat(ledger.reserve("r", PATH, 60, 60, LEASE)).isEqualTo(new Granted(60));
        assertAccounts(0, 60);
    }

    @Test
    void dispatchesNothingWhoseLeaseIsJustOver() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        clock.advance(LEASE);

        assertState("r", "expired", () -> ledger.dispatch("r"));
        assertAccounts(0, 0);
    }

    @Test
    void extendsALeaseAndNeverShortensIt() {
        ledger.reserve("r", PATH, 60, 20, LEASE);

        assertThat(ledger.extend("r", MOMENT)).isEqualTo(START.plus(LEASE));
        assertThat(ledger.extend("r", LEASE.multipliedBy(2))).isEqualTo(START.plus(LEASE.multipliedBy(2)));
        clock.advance(LEASE.multipliedBy(2).minus(MOMENT));
        assertThat(ledger.expire()).isZero();
        clock.advance(MOMENT);
        assertState("r", "expired", () -> ledger.extend("r", LEASE));
    }

    @Test
    void extendsNothingThatIsUnknown() {
        assertState("nothing", "unknown", () -> ledger.extend("nothing", LEASE));
    }

    @Test
    void keepsItsTimeWhenTheClockGoesBack() {
        clock.advance(LEASE);
        ledger.reserve("r", PATH, 60, 20, LEASE);
        clock.advance(LEASE.negated().multipliedBy(2));

        ledger.reserve("r2", PATH, 20, 20, LEASE);

        assertThat(ledger.reservation("r2").orElseThrow().leaseEnd()).isEqualTo(START.plus(LEASE.multipliedBy(2)));
    }

    @Test
    void replacesAnEstimateByTheActualUsage() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.dispatch("r");
        clock.advance(LEASE);
        ledger.expire();

        Settlement settlement = ledger.settle("r", tokens(45)).settlement();

        assertThat(settlement).isEqualTo(Settlement.ADJUSTED);
        assertThat(ledger.settle("r", tokens(45)).settlement()).isEqualTo(Settlement.REPLAYED);
        assertAccounts(45, 0);
    }

    @Test
    void endsAtTheActualUsageWhetherExpiryOrSettlementComesFirst() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.dispatch("r");
        clock.advance(LEASE);

        Settlement settlement = ledger.settle("r", tokens(45)).settlement();
        ledger.expire();

        assertThat(settlement).isEqualTo(Settlement.CHARGED);
        assertAccounts(45, 0);
    }

    @Test
    void chargesWhatComesAfterItWasGivenBack() {
        ledger.reserve("released", PATH, 30, 20, LEASE);
        ledger.release("released");
        ledger.reserve("expired", PATH, 30, 20, LEASE);
        clock.advance(LEASE);
        ledger.expire();

        assertThat(ledger.settle("released", tokens(7)).settlement()).isEqualTo(Settlement.LATE);
        assertThat(ledger.settle("expired", tokens(8)).settlement()).isEqualTo(Settlement.LATE);
        assertThat(ledger.settle("expired", tokens(8)).settlement()).isEqualTo(Settlement.REPLAYED);
        assertAccounts(15, 0);
    }

    @Test
    void settlesIntoThePeriodThatAdmittedTheCallTheMillisecondBeforeItEnded() {
        clock.advance(Duration.ofMinutes(5).minus(MOMENT));
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.dispatch("r");
        clock.advance(MOMENT);
        ledger.open("employee:王芳:2026-12", 500);

        ledger.settle("r", tokens(45));

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertAccounts(45, 0);
        assertThat(ledger.account("employee:王芳:2026-12").orElseThrow().spent()).isZero();
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        ledger.reserve("old", PATH, 60, 20, LEASE);
        ledger.settle("old", tokens(45));
        clock.advance(LedgerRules.RETENTION.minus(MOMENT));
        ledger.expire();
        boolean knownBefore = ledger.reservation("old").isPresent();
        clock.advance(MOMENT);

        ledger.expire();

        assertThat(knownBefore).isTrue();
        assertThat(ledger.reservation("old")).isEmpty();
        assertState("old", "unknown", () -> ledger.settle("old", tokens(45)));
        assertAccounts(45, 0);
    }
}
