package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import org.junit.jupiter.api.Test;

/** How every {@link TokenLedger} dispatches, settles and gives back. */
abstract class LedgerSettleContract extends LedgerFixture {

    @Test
    void dispatchesAgainWhatIsUnderWay() {
        ledger.reserve("r", PATH, 10, 1, LEASE);
        ledger.dispatch("r");

        ledger.dispatch("r");

        assertAccounts(0, 10);
    }

    @Test
    void dispatchesOnlyWhatIsHeld() {
        ledger.reserve("settled", PATH, 10, 1, LEASE);
        ledger.settle("settled", tokens(10));
        ledger.reserve("released", PATH, 10, 1, LEASE);
        ledger.release("released");

        assertState("nothing", "unknown", () -> ledger.dispatch("nothing"));
        assertState("settled", "settled", () -> ledger.dispatch("settled"));
        assertState("released", "released", () -> ledger.dispatch("released"));
    }

    @Test
    void chargesWhatWasUsedAndGivesBackTheRest() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.dispatch("r");

        ledger.settle("r", tokens(45));

        assertAccounts(45, 0);
    }

    @Test
    void chargesMoreThanWasHeldInFullAndThenRefuses() {
        ledger.reserve("r", PATH, 60, 20, LEASE);

        ledger.settle("r", tokens(130));

        assertAccounts(130, 0);
        assertThat(ledger.account(TASK).map(Account::available)).contains(-30L);
        assertThat(ledger.reserve("next", PATH, 0, 0, LEASE)).isInstanceOf(Refused.class);
    }

    @Test
    void settlesOnce() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.settle("r", tokens(45));

        ledger.settle("r", tokens(45));

        assertAccounts(45, 0);
    }

    @Test
    void keepsTheFirstSettlementWhenAnotherNumberFollows() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.settle("r", tokens(45));

        assertThatExceptionOfType(ReservationConflictException.class)
                .isThrownBy(() -> ledger.settle("r", tokens(46)))
                .satisfies(e -> assertThat(e.reservation()).isEqualTo("r"));
        assertAccounts(45, 0);
    }

    @Test
    void settlesOnlyWhatWasReserved() {
        assertState("nothing", "unknown", () -> ledger.settle("nothing", tokens(1)));
        assertAccounts(0, 0);
    }

    @Test
    void givesBackOnceWhatNeverLeft() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.release("r");

        ledger.release("r");

        assertAccounts(0, 0);
    }

    @Test
    void releasesOnlyWhatIsHeld() {
        ledger.reserve("underWay", PATH, 10, 1, LEASE);
        ledger.dispatch("underWay");
        ledger.reserve("settled", PATH, 10, 1, LEASE);
        ledger.settle("settled", tokens(10));

        assertState("nothing", "unknown", () -> ledger.release("nothing"));
        assertState("underWay", "inflight", () -> ledger.release("underWay"));
        assertState("settled", "settled", () -> ledger.release("settled"));
        assertAccounts(10, 10);
    }

    @Test
    void endsAGrantOfNothing() {
        ledger.reserve("released", PATH, 0, 0, LEASE);
        ledger.reserve("settled", PATH, 0, 0, LEASE);

        ledger.release("released");
        ledger.settle("settled", tokens(0));

        assertAccounts(0, 0);
    }

    @Test
    void saysWhatASettlementDid() {
        ledger.reserve("r", PATH, 60, 20, LEASE);

        assertThat(ledger.settle("r", tokens(45)).settlement()).isEqualTo(Settlement.CHARGED);
        assertThat(ledger.settle("r", tokens(45)).settlement()).isEqualTo(Settlement.REPLAYED);
    }

    @Test
    void replacesNothingByAnEstimate() {
        ledger.reserve("estimated", PATH, 30, 20, LEASE);
        ledger.settle("estimated", estimate(25));
        ledger.reserve("actual", PATH, 30, 20, LEASE);
        ledger.settle("actual", tokens(15));

        assertThat(ledger.settle("estimated", estimate(30)).settlement()).isEqualTo(Settlement.REPLAYED);
        assertThat(ledger.settle("actual", estimate(30)).settlement()).isEqualTo(Settlement.REPLAYED);
        assertAccounts(40, 0);
    }

    @Test
    void adjustsOnce() {
        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.settle("r", estimate(60));
        ledger.settle("r", tokens(45));

        assertThatExceptionOfType(ReservationConflictException.class).isThrownBy(() -> ledger.settle("r", tokens(44)));
        assertAccounts(45, 0);
    }

    @Test
    void servesAnInterruptedThread() {
        Thread.currentThread().interrupt();

        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.settle("r", tokens(45));

        assertThat(Thread.interrupted()).isTrue();
        assertAccounts(45, 0);
    }
}
