package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.AccountStateException;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How the accounts of every {@link TokenLedger} change. */
abstract class LedgerAccountContract extends LedgerFixture {

    @Test
    void keepsTheLimitOfAnAccountThatIsOpenedAgain() {
        ledger.reserve("r", PATH, 10, 1, LEASE);
        ledger.topUp(TASK, 7, "more work");

        Account again = ledger.open(TASK, 100);

        assertThat(again).isEqualTo(new Account(TASK, 107, 0, 10));
        assertThat(ledger.account(TASK)).contains(again);
    }

    @Test
    void movesTheLimitWhenAPolicyOpensTheAccountWithAnotherOne() {
        ledger.topUp(TASK, 7, "more work");
        ledger.open(TASK, 120);
        ledger.transfer(TASK, EMPLOYEE, 90, "urgent");

        Account lowered = ledger.open(TASK, 60);

        assertThat(lowered).isEqualTo(new Account(TASK, -23, 0, 0));
        assertThat(ledger.open(TASK, 60)).isEqualTo(lowered);
        assertThat(ledger.entries(4, 100))
                .contains(
                        new LimitChanged(5, START, Cause.POLICY, TASK, 20, "opened again with a limit of 120 tokens"),
                        new LimitChanged(8, START, Cause.POLICY, TASK, -60, "opened again with a limit of 60 tokens"));
        assertThat(ledger.open(TASK, 100)).isEqualTo(new Account(TASK, 17, 0, 0));
    }

    @Test
    void movesNoLimitOfAClosedAccount() {
        Account closed = ledger.close(TASK, "task is over");

        assertThat(ledger.open(TASK, 120)).isEqualTo(closed);
    }

    @Test
    void knowsNoAccountThatIsNotOpen() {
        assertThat(ledger.account("task:t-2")).isEmpty();
    }

    @Test
    void listsAccountsInOrderOfTheirIds() {
        ledger.open("a", 1);
        ledger.open("z{curly}'quoted'😀", 2);

        assertThat(ledger.accounts())
                .extracting(Account::id)
                .containsExactly("a", EMPLOYEE, ORGANISATION, TASK, "z{curly}'quoted'😀");
    }

    @Test
    void raisesALimit() {
        ledger.reserve("r", PATH, 60, 20, LEASE);

        Account after = ledger.topUp(TASK, 50, "more work");

        assertThat(after).isEqualTo(new Account(TASK, 150, 0, 60));
        assertThat(ledger.account(TASK)).contains(after);
    }

    @Test
    void raisesNoLimitOfAnUnknownAccount() {
        assertThatExceptionOfType(UnknownAccountException.class)
                .isThrownBy(() -> ledger.topUp("nobody", 50, "more work"));
        assertThat(ledger.account("nobody")).isEmpty();
    }

    @Test
    void admitsNothingWhileFrozenAndSettlesWhatIsUnderWay() {
        ledger.reserve("before", PATH, 30, 1, LEASE);

        Account frozen = ledger.freeze(EMPLOYEE, "runaway");
        ReserveAnswer answer = ledger.reserve("r", PATH, 10, 1, LEASE);
        ledger.dispatch("before");
        ledger.settle("before", tokens(20));

        assertThat(frozen).isEqualTo(new Account(EMPLOYEE, 500, 0, 30, AccountState.FROZEN));
        assertThat(answer).isEqualTo(new Refused(frozen, 2, 1, Optional.empty()));
        assertThat(refusal(answer).cause()).isEqualTo(ReserveAnswer.Cause.FROZEN);
        assertThat(ledger.account(EMPLOYEE)).contains(new Account(EMPLOYEE, 500, 20, 0, AccountState.FROZEN));
        ledger.thaw(EMPLOYEE, "understood");
        assertThat(ledger.reserve("r", PATH, 10, 1, LEASE)).isEqualTo(new Granted(10));
    }

    @Test
    void drainsAnAccountBeforeItIsClosed() {
        ledger.reserve("before", PATH, 30, 1, LEASE);

        Account drained = ledger.close(TASK, "task is over");
        ReserveAnswer answer = ledger.reserve("r", PATH, 10, 1, LEASE);
        ledger.settle("before", tokens(20));

        assertThat(drained).isEqualTo(new Account(TASK, 100, 0, 30, AccountState.DRAIN));
        assertThat(refusal(answer).cause()).isEqualTo(ReserveAnswer.Cause.CLOSED);
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 20, 0, AccountState.CLOSED));
        assertThat(ledger.close(TASK, "again")).isEqualTo(new Account(TASK, 100, 20, 0, AccountState.CLOSED));
    }

    @Test
    void changesNothingOnAClosedAccount() {
        ledger.close(TASK, "task is over");

        Stream.<ThrowingCallable>of(
                        () -> ledger.topUp(TASK, 1, "more"),
                        () -> ledger.setLimit(TASK, 1, "less"),
                        () -> ledger.freeze(TASK, "runaway"),
                        () -> ledger.thaw(TASK, "again"),
                        () -> ledger.transfer(TASK, EMPLOYEE, 1, "rest"),
                        () -> ledger.transfer(EMPLOYEE, TASK, 1, "more"))
                .forEach(call -> assertThatExceptionOfType(AccountStateException.class)
                        .isThrownBy(call)
                        .satisfies(e -> assertThat(e.account()).isEqualTo(TASK))
                        .satisfies(e -> assertThat(e.state()).isEqualTo(AccountState.CLOSED)));
        assertThat(ledger.account(EMPLOYEE)).contains(new Account(EMPLOYEE, 500, 0, 0));
    }

    @Test
    void lowersALimitBelowWhatIsHeldAndAdmitsNoMore() {
        ledger.reserve("before", PATH, 60, 1, LEASE);

        Account after = ledger.setLimit(TASK, 50, "less work");

        assertThat(after.available()).isEqualTo(-10);
        assertThat(ledger.reserve("r", PATH, 0, 0, LEASE)).isInstanceOf(Refused.class);
        ledger.settle("before", tokens(45));
        assertThat(ledger.reserve("r", PATH, 10, 1, LEASE)).isEqualTo(new Granted(5));
    }

    @Test
    void movesALimitWithoutLosingAToken() {
        ledger.reserve("held", List.of(EMPLOYEE), 450, 1, LEASE);

        ledger.transfer(EMPLOYEE, TASK, 50, "urgent");

        assertThat(ledger.account(EMPLOYEE)).contains(new Account(EMPLOYEE, 450, 0, 450));
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 150, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.transfer(EMPLOYEE, TASK, 1, "urgent"))
                .withMessage("Account 'employee:王芳:2026-11' has 0 tokens available; a transfer of 1 is too much");
    }

    @Test
    void changesNoUnknownAccount() {
        Stream.<ThrowingCallable>of(
                        () -> ledger.setLimit("nobody", 1, "why not"),
                        () -> ledger.transfer(TASK, "nobody", 1, "why not"),
                        () -> ledger.transfer("nobody", TASK, 1, "why not"),
                        () -> ledger.freeze("nobody", "why not"),
                        () -> ledger.thaw("nobody", "why not"),
                        () -> ledger.close("nobody", "why not"),
                        () -> ledger.snapshot(List.of(TASK, "nobody")))
                .forEach(call -> assertThatExceptionOfType(UnknownAccountException.class)
                        .isThrownBy(call)
                        .withMessageContaining("'nobody'"));
        assertAccounts(0, 0);
    }

    @Test
    void showsAccountsAndWhatTheyHoldAtOneMoment() {
        ledger.reserve("later", PATH, 30, 1, LEASE);
        ledger.reserve("sooner", List.of(ORGANISATION), 20, 1, Duration.ofMinutes(1));
        ledger.reserve("elsewhere", List.of(EMPLOYEE), 20, 1, LEASE);
        ledger.reserve("over", PATH, 10, 1, LEASE);
        ledger.release("over");

        Snapshot snapshot = ledger.snapshot(List.of(TASK, ORGANISATION));

        assertThat(snapshot.accounts())
                .containsExactly(new Account(TASK, 100, 0, 30), new Account(ORGANISATION, 1_000, 0, 50));
        assertThat(snapshot.open()).extracting(Reservation::id).containsExactly("sooner", "later");
    }

    private static Refused refusal(ReserveAnswer answer) {
        return (Refused) answer;
    }
}
