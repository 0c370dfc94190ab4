package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How every {@link TokenLedger} admits a call, or says why not. */
abstract class LedgerReserveContract extends LedgerFixture {

    @Test
    void holdsWhatIsWantedOnEveryAccountOfThePath() {
        ReserveAnswer answer = ledger.reserve("r", PATH, 60, 20, LEASE);

        assertThat(answer).isEqualTo(new Granted(60));
        assertAccounts(0, 60);
    }

    @Test
    void clampsToTheRoomOfTheTightestAccount() {
        ledger.reserve("r1", List.of(ORGANISATION), 970, 970, LEASE);

        ReserveAnswer answer = ledger.reserve("r2", PATH, 60, 30, LEASE);

        assertThat(answer).isEqualTo(new Granted(30));
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 0, 30));
        assertThat(ledger.account(ORGANISATION)).contains(new Account(ORGANISATION, 1_000, 0, 1_000));
    }

    @Test
    void refusesNamingTheFirstShortAccountFromTheLeaf() {
        ledger.reserve("r1", List.of(ORGANISATION), 1_000, 1, LEASE);
        ledger.reserve("r2", List.of("employee:王芳:2026-11"), 500, 1, LEASE);

        ReserveAnswer answer = ledger.reserve("r3", PATH, 60, 1, LEASE);

        assertThat(answer)
                .isEqualTo(new Refused(new Account(EMPLOYEE, 500, 0, 500), 2, 1, Optional.of(START.plus(LEASE))));
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 0, 0));
    }

    @Test
    void refusesAnUnknownAccountWhateverRoomTheOthersHave() {
        assertThatExceptionOfType(UnknownAccountException.class)
                .isThrownBy(() -> ledger.reserve("r", List.of(TASK, ORGANISATION, "nobody"), 5_000, 5_000, LEASE))
                .withMessageContaining("'nobody'");
        assertAccounts(0, 0);
    }

    @Test
    void repeatsTheFirstAnswerWhileHeldAndUnderWay() {
        ReserveAnswer first = ledger.reserve("r", PATH, 150, 20, LEASE);
        ledger.topUp(TASK, 100, "more work");

        ReserveAnswer whileHeld = ledger.reserve("r", PATH, 150, 20, LEASE);
        ledger.dispatch("r");
        ReserveAnswer underWay = ledger.reserve("r", PATH, 150, 20, LEASE);

        assertThat(List.of(first, whileHeld, underWay)).containsOnly(new Granted(100));
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 200, 0, 100));
    }

    @Test
    void asksAnewAfterARefusal() {
        ReserveAnswer before = ledger.reserve("r", PATH, 150, 150, LEASE);
        ledger.topUp(TASK, 100, "more work");

        ReserveAnswer after = ledger.reserve("r", PATH, 150, 150, LEASE);

        assertThat(before).isInstanceOf(Refused.class);
        assertThat(after).isEqualTo(new Granted(150));
    }

    @Test
    void refusesAnIdThatIsInUseForAnotherPathOrOtherNumbers() {
        ledger.reserve("r", PATH, 60, 20, LEASE);

        Stream.<ThrowingCallable>of(
                        () -> ledger.reserve("r", PATH, 61, 20, LEASE),
                        () -> ledger.reserve("r", PATH, 60, 21, LEASE),
                        () -> ledger.reserve("r", List.of(TASK, EMPLOYEE), 60, 20, LEASE))
                .forEach(call -> assertThatExceptionOfType(ReservationConflictException.class)
                        .isThrownBy(call)
                        .withMessageContaining("'r'"));
        assertAccounts(0, 60);
    }

    @Test
    void refusesToReserveWhatIsOver() {
        ledger.reserve("settled", PATH, 10, 1, LEASE);
        ledger.settle("settled", tokens(10));
        ledger.reserve("released", PATH, 10, 1, LEASE);
        ledger.release("released");

        assertState("settled", "settled", () -> ledger.reserve("settled", PATH, 10, 1, LEASE));
        assertState("released", "released", () -> ledger.reserve("released", PATH, 10, 1, LEASE));
        assertAccounts(10, 0);
    }

    @Test
    void saysThatWaitingMayHelpAndHowLong() {
        ledger.reserve("elsewhere", List.of(ORGANISATION), 10, 1, Duration.ofMinutes(1));
        ledger.reserve("long", PATH, 30, 1, LEASE);
        ledger.reserve("short", PATH, 40, 1, Duration.ofMinutes(2));

        ReserveAnswer answer = ledger.reserve("r", PATH, 90, 50, LEASE);

        assertThat(answer)
                .isEqualTo(new Refused(
                        new Account(TASK, 100, 0, 70), 1, 50, Optional.of(START.plus(Duration.ofMinutes(2)))));
        assertThat(refusal(answer).cause()).isEqualTo(ReserveAnswer.Cause.RETRY_LATER);
        assertThat(refusal(answer).reason())
                .isEqualTo(
                        "Account 'task:t-1' may use 100 tokens (level 1 of the path); 0 are spent, 70 are held and this call needs"
                                + " at least 50; calls under way hold the rest, try again when one has settled, at the latest"
                                + " by 2026-11-30T23:57:00Z");
    }

    @Test
    void saysThatOnlyATopUpHelps() {
        ledger.reserve("spent", PATH, 60, 1, LEASE);
        ledger.settle("spent", tokens(60));
        ledger.reserve("held", PATH, 30, 1, LEASE);

        ReserveAnswer answer = ledger.reserve("r", PATH, 90, 41, LEASE);

        assertThat(answer).isEqualTo(new Refused(new Account(TASK, 100, 60, 30), 1, 41, Optional.empty()));
        assertThat(refusal(answer).cause()).isEqualTo(ReserveAnswer.Cause.NEEDS_TOPUP);
        assertThat(refusal(answer).reason()).endsWith("; top it up");
    }

    @Test
    void saysThatTheCallNeverFits() {
        ReserveAnswer answer = ledger.reserve("r", List.of(ORGANISATION, TASK), 200, 101, LEASE);

        assertThat(answer).isEqualTo(new Refused(new Account(TASK, 100, 0, 0), 2, 101, Optional.empty()));
        assertThat(refusal(answer).cause()).isEqualTo(ReserveAnswer.Cause.NEVER_FITS);
        assertThat(refusal(answer).reason()).endsWith("; raise its limit or make the request smaller");
    }

    private static Refused refusal(ReserveAnswer answer) {
        return (Refused) answer;
    }
}
