package dev.wukongsim.testkit.contract;

import static dev.wukongsim.runtime.budget.LedgerRules.MAXIMUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link TokenLedger} refuses because it makes no sense, and how far it counts. */
abstract class LedgerBoundsContract extends LedgerFixture {

    @Test
    void refusesNumbersThatMakeNoSense() {
        ledger.reserve("held", PATH, 10, 1, LEASE);

        Stream.<ThrowingCallable>of(
                        () -> ledger.open("negative", -1),
                        () -> ledger.open("huge", MAXIMUM + 1),
                        () -> ledger.open(" ", 1),
                        () -> ledger.open("", 1),
                        () -> ledger.open("two words", 1),
                        () -> ledger.open("two\u00a0words", 1),
                        () -> ledger.open("line\n", 1),
                        () -> ledger.open("bell\u0007", 1),
                        () -> ledger.open("half\ud83d", 1),
                        () -> ledger.open("x".repeat(201), 1),
                        () -> ledger.open(TASK, Unit.TOKENS, -1),
                        () -> ledger.account("the time"),
                        () -> ledger.snapshot(List.of("the time")),
                        () -> ledger.reserve(" ", PATH, 1, 1, LEASE),
                        () -> ledger.reserve("two words", PATH, 1, 1, LEASE),
                        () -> ledger.reserve("r", List.of(TASK, "two words"), 1, 1, LEASE),
                        () -> ledger.reserve("r", priced(Amount.of(2, 2), Amount.tokens(1)), LEASE),
                        () -> ledger.reserve("r", priced(Amount.tokens(2), Amount.of(1, 1)), LEASE),
                        () -> ledger.reserve("r", priced(Amount.of(2, 1), Amount.of(1, 2)), LEASE),
                        () -> ledger.reserve("r", priced(Amount.of(2, MAXIMUM + 1), Amount.of(1, 2)), LEASE),
                        () -> ledger.settle("held", tokens(1), OptionalLong.of(-1)),
                        () -> ledger.settle("held", tokens(1), OptionalLong.of(MAXIMUM + 1)),
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

    private static Request priced(Amount wanted, Amount minimum) {
        return new Request(Funding.of(PATH), wanted, minimum, true);
    }

    @Test
    void takesAnIdOfTwoHundredCharacters() {
        ledger.open("x".repeat(200), 1);

        assertThat(ledger.account("x".repeat(200))).isPresent();
    }

    @Test
    void refusesAHoldThatIsNotEnforcedAndThatAnAccountCannotCount() {
        ledger.open("large", MAXIMUM);
        ledger.reserve("r", List.of("large"), MAXIMUM, 1, LEASE);
        Request more = new Request(Funding.of(List.of(TASK, "large")), Amount.tokens(1), Amount.tokens(1), false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.reserve("r2", more, LEASE))
                .withMessageContaining("'large'");
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 0, 0));
    }

    @Test
    void refusesALimitThatAPolicyRaisesBeyondTheMaximum() {
        ledger.topUp(TASK, MAXIMUM - 100, "rich");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.open(TASK, 101))
                .withMessageContaining("'" + TASK + "'");
        assertThat(ledger.open(TASK, 100)).isEqualTo(new Account(TASK, MAXIMUM, 0, 0));
    }
}
