package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.AccountStateException;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.LedgerEntry.Opened;
import dev.wukongsim.runtime.budget.LedgerEntry.StateChanged;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How accounts of every {@link TokenLedger} change, what it answers when they lack room, and what its books say. */
public abstract class TokenLedgerBooksContract extends TokenLedgerFixture {

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

    @Test
    void alertsOnceAtEachPartOfALimit() {
        use("a", 49);
        use("b", 1);
        use("c", 31);
        use("d", 19);

        assertThat(alerts(TASK)).containsExactly(50, 80, 100);
        assertThat(alerts(ORGANISATION)).isEmpty();
    }

    @Test
    void alertsInOrderWhenOneCallPassesSeveralParts() {
        ledger.reserve("r", PATH, 100, 1, LEASE);

        ledger.settle("r", tokens(130));
        ledger.settle("r", tokens(130));

        assertThat(alerts(TASK)).containsExactly(50, 80, 100);
    }

    @Test
    void alertsAgainOnlyAfterATopUpThatBringsItBelow() {
        use("a", 80);
        ledger.topUp(TASK, 10, "a little");
        use("b", 8);
        ledger.topUp(TASK, 90, "a lot");
        use("c", 12);

        assertThat(alerts(TASK)).containsExactly(50, 80, 80, 50);
    }

    @Test
    void alertsWhenALimitIsLowered() {
        use("a", 30);

        ledger.setLimit(TASK, 37, "less work");

        assertThat(alerts(TASK)).containsExactly(50, 80);
    }

    @Test
    void writesEverythingThatHappensIntoTheBooks() {
        Usage usage = new Usage(20, 5, 3, 25, 7, 1, false);
        ledger.topUp(TASK, 100, "月底加班");
        ledger.reserve("r", List.of(TASK), 60, 20, LEASE);
        ledger.settle("r", estimate(60));
        ledger.settle("r", usage);
        ledger.transfer(EMPLOYEE, TASK, 7, "urgent");
        ledger.setLimit(TASK, 50, "less work");
        ledger.freeze(EMPLOYEE, "runaway");

        assertThat(ledger.entries(3, 100))
                .containsExactly(
                        new LimitChanged(4, START, Cause.TOPUP, TASK, 100, "月底加班"),
                        new Charged(5, START, Charged.Kind.SET, "r", List.of(TASK), 60, estimate(60)),
                        new Charged(6, START, Charged.Kind.ADJ, "r", List.of(TASK), -15, usage),
                        new LimitChanged(7, START, Cause.TRANSFER, EMPLOYEE, -7, "urgent"),
                        new LimitChanged(8, START, Cause.TRANSFER, TASK, 7, "urgent"),
                        new LimitChanged(9, START, Cause.LIMIT, TASK, -157, "less work"),
                        new Alerted(10, START, TASK, 50, 45, 50),
                        new Alerted(11, START, TASK, 80, 45, 50),
                        new StateChanged(12, START, EMPLOYEE, AccountState.FROZEN, "runaway"));
    }

    @Test
    void readsTheBooksPageByPage() {
        assertThat(ledger.entries(1, 1)).containsExactly(new Opened(2, START, EMPLOYEE, 500));
        assertThat(ledger.entries(3, 1)).isEmpty();
    }

    @Test
    void rebuildsAllAccountsFromTheBooks() {
        use("a", 60);
        ledger.reserve("late", PATH, 20, 1, LEASE);
        ledger.release("late");
        ledger.settle("late", tokens(9));
        ledger.transfer(EMPLOYEE, TASK, 7, "urgent");
        ledger.setLimit(ORGANISATION, LedgerRules.MAXIMUM, "rich");
        ledger.close(TASK, "task is over");
        ledger.freeze(EMPLOYEE, "runaway");

        List<LedgerEntry> books = ledger.entries(0, 1_000);

        assertThat(LedgerReplay.accounts(books).values()).containsExactlyInAnyOrderElementsOf(ledger.accounts());
    }

    private void use(String reservation, long tokens) {
        ledger.reserve(reservation, PATH, tokens, tokens, LEASE);
        ledger.settle(reservation, tokens(tokens));
    }

    private List<Integer> alerts(String account) {
        return ledger.entries(0, 1_000).stream()
                .filter(Alerted.class::isInstance)
                .map(Alerted.class::cast)
                .filter(alert -> alert.account().equals(account))
                .map(Alerted::percent)
                .toList();
    }

    private static Refused refusal(ReserveAnswer answer) {
        return (Refused) answer;
    }
}
