package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How every {@link TokenLedger} counts money beside tokens. */
abstract class LedgerMoneyContract extends LedgerFixture {

    static final String MONEY = "department:sales:2026-11";
    static final List<String> BOTH = List.of(TASK, MONEY);

    @BeforeEach
    void openAnAccountInMoney() {
        ledger.open(MONEY, Unit.MICROS, 5_000);
    }

    @Test
    void holdsAndChargesEachAccountInItsUnit() {
        ReserveAnswer answer = reserve("r", Amount.of(60, 3_000), Amount.of(20, 1_000));
        List<Account> held = ledger.snapshot(BOTH).accounts();
        ledger.dispatch("r");

        ledger.settle("r", tokens(45), OptionalLong.of(2_250));

        assertThat(answer).isEqualTo(new Granted(Amount.of(60, 3_000)));
        assertThat(held).containsExactly(new Account(TASK, 100, 0, 60), money(5_000, 0, 3_000, 0));
        assertThat(ledger.snapshot(BOTH).accounts())
                .containsExactly(new Account(TASK, 100, 45, 0), money(5_000, 2_250, 0, 0));
    }

    @Test
    void clampsEachUnitByItself() {
        ReserveAnswer answer = reserve("r", Amount.of(150, 9_000), Amount.of(20, 1_000));

        assertThat(answer).isEqualTo(new Granted(Amount.of(100, 5_000)));
    }

    @Test
    void refusesForWantOfMoneyWhenThereAreTokens() {
        reserve("before", Amount.of(10, 4_500), Amount.of(10, 4_500));

        ReserveAnswer answer = reserve("r", Amount.of(20, 1_000), Amount.of(10, 501));

        assertThat(answer)
                .isEqualTo(new Refused(
                        List.of(money(5_000, 0, 4_500, 0)), 2, Amount.of(10, 501), Optional.of(START.plus(LEASE))));
        assertThat(((Refused) answer).reason())
                .startsWith("Account '" + MONEY + "' may use 0.005 yuan (level 2 of the path); 0 are spent, 0.0045 are"
                        + " held and this call needs at least 0.000501; calls under way hold the rest");
    }

    @Test
    void refusesACallWithoutAPrice() {
        ReserveAnswer answer = ledger.reserve("r", BOTH, 60, 20, LEASE);

        assertThat(answer)
                .isEqualTo(new Refused(List.of(money(5_000, 0, 0, 0)), 2, Amount.tokens(20), Optional.empty()));
        assertThat(((Refused) answer).cause()).isEqualTo(ReserveAnswer.Cause.UNPRICED);
        assertThat(((Refused) answer).reason())
                .isEqualTo(
                        "Account '" + MONEY + "' may use 0.005 yuan (level 2 of the path) and this call has no price;"
                                + " give its model a price, or draw on accounts that count tokens");
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 0, 0));
    }

    @Test
    void refusesACallWithoutAPriceEvenIfItIsNotEnforced() {
        Request request = new Request(Funding.of(BOTH), Amount.tokens(10), Amount.tokens(1), false);

        ReserveAnswer answer = ledger.reserve("r", request, LEASE);

        assertThat(((Refused) answer).cause()).isEqualTo(ReserveAnswer.Cause.UNPRICED);
    }

    @Test
    void chargesAllMoneyThatIsHeldWhenThePriceIsNotKnown() {
        reserve("r", Amount.of(60, 3_000), Amount.of(20, 1_000));

        ledger.settle("r", tokens(45));

        assertThat(ledger.snapshot(BOTH).accounts())
                .containsExactly(new Account(TASK, 100, 45, 0), money(5_000, 3_000, 0, 50));
    }

    @Test
    void chargesTheWholeHoldInBothUnitsWhenACallIsNotHeardOf() {
        reserve("r", Amount.of(60, 3_000), Amount.of(20, 1_000));
        ledger.dispatch("r");
        clock.advance(LEASE);

        ledger.expire();

        assertThat(ledger.snapshot(BOTH).accounts())
                .containsExactly(new Account(TASK, 100, 60, 0), money(5_000, 3_000, 0, 50));
        assertThat(ledger.settle("r", tokens(45), OptionalLong.of(2_000)).settlement())
                .isEqualTo(Settlement.ADJUSTED);
        assertThat(ledger.account(MONEY)).contains(money(5_000, 2_000, 0, 50));
    }

    @Test
    void booksWhatEachAccountWasCharged() {
        reserve("r", Amount.of(60, 3_000), Amount.of(20, 1_000));
        Usage usage = tokens(45);

        ledger.settle("r", usage, OptionalLong.of(2_250));

        assertThat(ledger.entries(4, 10))
                .containsExactly(new Charged(
                        5,
                        START,
                        Charged.Kind.SET,
                        "r",
                        Amount.of(45, 2_250),
                        List.of(new Share(TASK, 45), new Share(MONEY, 2_250)),
                        usage));
        assertThat(LedgerReplay.accounts(ledger.entries(0, 100)).values())
                .containsExactlyInAnyOrderElementsOf(ledger.accounts());
    }

    @Test
    void remembersThePriceOfAReservation() {
        reserve("r", Amount.of(60, 3_000), Amount.of(20, 1_000));
        ledger.settle("r", tokens(45), OptionalLong.of(2_250));

        Reservation reservation = ledger.reservation("r").orElseThrow();

        assertThat(reservation.request())
                .isEqualTo(new Request(Funding.of(BOTH), Amount.of(60, 3_000), Amount.of(20, 1_000), true));
        assertThat(reservation.granted()).isEqualTo(Amount.of(60, 3_000));
        assertThat(reservation.charged()).isEqualTo(Amount.of(45, 2_250));
    }

    @Test
    void keepsUnitsApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.open(MONEY, Unit.TOKENS, 5_000))
                .withMessageContaining("'" + MONEY + "' counts micros and cannot be used for tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.transfer(TASK, MONEY, 1, "more money"))
                .withMessageContaining("'" + MONEY + "'");
        assertThat(ledger.account(MONEY)).contains(money(5_000, 0, 0, 0));
    }

    private ReserveAnswer reserve(String id, Amount wanted, Amount minimum) {
        return ledger.reserve(id, new Request(Funding.of(BOTH), wanted, minimum, true), LEASE);
    }

    private static Account money(long limit, long spent, long held, int alerted) {
        return new Account(MONEY, Unit.MICROS, limit, spent, held, alerted, AccountState.OPEN);
    }
}
