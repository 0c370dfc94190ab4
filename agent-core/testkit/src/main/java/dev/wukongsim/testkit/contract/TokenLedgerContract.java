package dev.wukongsim.testkit.contract;

import static dev.wukongsim.runtime.budget.LedgerRules.MAXIMUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How every {@link TokenLedger} reserves, settles and gives back. */
public abstract class TokenLedgerContract extends TokenLedgerFixture {

    @Test
    void keepsTheLimitOfAnAccountThatIsOpenedAgain() {
        ledger.reserve("r", PATH, 10, 1, LEASE);

        Account again = ledger.open(TASK, 7);

        assertThat(again).isEqualTo(new Account(TASK, 100, 0, 10));
        assertThat(ledger.account(TASK)).contains(again);
    }

    @Test
    void knowsNoAccountThatIsNotOpen() {
        assertThat(ledger.account("task:t-2")).isEmpty();
    }

    @Test
    void listsAccountsInOrderOfTheirIds() {
        ledger.open("a", 1);
        ledger.open("z {curly} 'quoted' \n😀", 2);

        assertThat(ledger.accounts())
                .extracting(Account::id)
                .containsExactly("a", EMPLOYEE, ORGANISATION, TASK, "z {curly} 'quoted' \n😀");
    }

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
    void refusesNumbersThatMakeNoSense() {
        ledger.reserve("held", PATH, 10, 1, LEASE);

        Stream.<ThrowingCallable>of(
                        () -> ledger.open("negative", -1),
                        () -> ledger.open("huge", MAXIMUM + 1),
                        () -> ledger.open(" ", 1),
                        () -> ledger.reserve(" ", PATH, 1, 1, LEASE),
                        () -> ledger.reserve("r", List.of(), 1, 1, LEASE),
                        () -> ledger.reserve("r", List.of(TASK, TASK), 1, 1, LEASE),
                        () -> ledger.reserve("r", PATH, 1, 2, LEASE),
                        () -> ledger.reserve("r", PATH, 1, -1, LEASE),
                        () -> ledger.reserve("r", PATH, MAXIMUM + 1, 1, LEASE),
                        () -> ledger.settle("held", tokens(Long.MAX_VALUE)),
                        () -> ledger.settle("held", tokens(MAXIMUM + 1)),
                        () -> ledger.settle("held", Usage.of(Long.MAX_VALUE, 1)),
                        () -> ledger.extend("held", Duration.ZERO),
                        () -> ledger.setLimit(TASK, -1, "less work"),
                        () -> ledger.transfer(TASK, TASK, 1, "itself"),
                        () -> ledger.transfer(TASK, EMPLOYEE, 0, "nothing"),
                        () -> ledger.freeze(TASK, " "),
                        () -> ledger.entries(-1, 1),
                        () -> ledger.reserve("r", PATH, 1, 1, Duration.ofDays(2)),
                        () -> ledger.topUp(TASK, 0, "more work"),
                        () -> ledger.topUp(TASK, -1, "less work"),
                        () -> ledger.topUp(TASK, Long.MAX_VALUE, "more work"),
                        () -> ledger.topUp(TASK, 1, " "))
                .forEach(call -> assertThatIllegalArgumentException().isThrownBy(call));
        assertAccounts(0, 10);
        assertThat(ledger.accounts()).hasSize(3);
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
    void countsExactlyUpToTheMaximum() {
        ledger.open("large", MAXIMUM);

        ReserveAnswer answer = ledger.reserve("r", List.of("large"), MAXIMUM, 1, LEASE);
        ledger.settle("r", tokens(MAXIMUM - 2));
        ReserveAnswer rest = ledger.reserve("rest", List.of("large"), MAXIMUM, 1, LEASE);

        assertThat(answer).isEqualTo(new Granted(MAXIMUM));
        assertThat(rest).isEqualTo(new Granted(2));
        assertThat(ledger.account("large")).contains(new Account("large", MAXIMUM, MAXIMUM - 2, 2));
    }

    @Test
    void refusesASettlementThatOneAccountCannotCountAndChargesNone() {
        ledger.open("large", MAXIMUM);
        ledger.reserve("r1", List.of("large"), MAXIMUM, 1, LEASE);
        ledger.settle("r1", tokens(MAXIMUM));
        ledger.reserve("r2", List.of(TASK, "large"), 0, 0, LEASE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.settle("r2", tokens(1)))
                .withMessageContaining("'large'");
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 0, 0));
    }

    @Test
    void refusesATopUpBeyondTheMaximum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.topUp(TASK, MAXIMUM, "more work"))
                .withMessageContaining("'" + TASK + "'");
        assertAccounts(0, 0);
    }

    @Test
    void servesAnInterruptedThread() {
        Thread.currentThread().interrupt();

        ledger.reserve("r", PATH, 60, 20, LEASE);
        ledger.settle("r", tokens(45));

        assertThat(Thread.interrupted()).isTrue();
        assertAccounts(45, 0);
    }

    @Test
    void neverGoesOverALimitAndNearlyUsesItUp() {
        ledger.open("department", 20_000);
        Together.run(thread -> ledger.open("task:" + thread, 100_000));
        AtomicLong settled = new AtomicLong();

        Together.run(thread -> {
            List<String> path = List.of("task:" + thread, "department");
            for (int i = 0; use("r-" + thread + "-" + i, path, 1 + (thread + i * 7) % 50, settled); i++) {
                assertThat(ledger.accounts())
                        .allSatisfy(account -> assertThat(account.available()).isNotNegative());
            }
            return thread;
        });

        Account department = ledger.account("department").orElseThrow();
        assertThat(department.held()).isZero();
        assertThat(department.spent()).isEqualTo(settled.get()).isBetween(20_000L - 2 * Together.THREADS, 20_000L);
    }

    /** Uses what is granted but for up to two tokens; false if nothing is. */
    private boolean use(String reservation, List<String> path, long wanted, AtomicLong settled) {
        if (!(ledger.reserve(reservation, path, wanted, 1, LEASE) instanceof Granted granted)) {
            return false;
        }
        long used = granted.tokens() < 3 ? granted.tokens() : granted.tokens() - granted.tokens() % 3;
        ledger.dispatch(reservation);
        ledger.settle(reservation, tokens(used));
        settled.addAndGet(used);
        return true;
    }

    @Test
    void takesEffectOnceWhenManyThreadsRepeatAnOperation() {
        List<ReserveAnswer> answers = Together.run(thread -> ledger.reserve("r", PATH, 60, 20, LEASE));
        Together.run(thread -> {
            ledger.dispatch("r");
            return thread;
        });
        Optional<Account> underWay = ledger.account(TASK);
        Together.run(thread -> {
            ledger.settle("r", tokens(45));
            return thread;
        });

        assertThat(answers).containsOnly(new Granted(60));
        assertThat(underWay).contains(new Account(TASK, 100, 0, 60));
        assertAccounts(45, 0);
    }
}
