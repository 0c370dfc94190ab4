package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Cause;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.budget.UnknownAccountException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the sources of a call pay for it one after the other in every {@link TokenLedger}. */
abstract class LedgerSourcesContract extends LedgerFixture {

    static final String SEAT = "seat:王芳";
    static final String EARLY = "pack:december";
    static final String LATE = "pack:january";
    static final Funding FUNDING = new Funding(List.of(ORGANISATION), List.of(SEAT, EARLY, LATE));

    @BeforeEach
    void openSources() {
        ledger.open(SEAT, 50);
        ledger.open(EARLY, 30);
        ledger.open(LATE, 200);
    }

    @Test
    void takesFromTheFirstSourceAsLongAsItHasEnough() {
        ReserveAnswer answer = reserve("r", 40, 10);

        assertThat(answer).isEqualTo(new Granted(40));
        assertHeld(40, 0, 0);
    }

    @Test
    void takesWhatOneSourceLacksFromTheNext() {
        reserve("r", 100, 10);

        assertHeld(50, 30, 20);
        assertThat(ledger.reservation("r").map(Reservation::taken)).contains(List.of(50L, 30L, 20L));
        assertThat(ledger.account(ORGANISATION)).contains(new Account(ORGANISATION, 1_000, 0, 100));
    }

    @Test
    void givesBackFirstWhatWasTakenLast() {
        reserve("r", 100, 10);

        ledger.settle("r", tokens(60));

        assertSpent(50, 10, 0);
        assertHeld(0, 0, 0);
        assertThat(ledger.account(ORGANISATION)).contains(new Account(ORGANISATION, 1_000, 60, 0));
    }

    @Test
    void chargesMoreThanWasHeldToTheLastSource() {
        reserve("r", 100, 10);

        ledger.settle("r", tokens(310));

        assertSpent(50, 30, 230);
        assertThat(ledger.account(ORGANISATION).map(Account::spent)).contains(310L);
    }

    @Test
    void correctsAnEstimateWhereTheCallWasPaid() {
        reserve("r", 100, 10);
        ledger.settle("r", estimate(100));

        ledger.settle("r", tokens(70));

        assertSpent(50, 20, 0);
        assertThat(LedgerReplay.accounts(ledger.entries(0, 100)).values())
                .containsExactlyInAnyOrderElementsOf(ledger.accounts());
    }

    @Test
    void chargesLateWhereTheHoldHadBeenTaken() {
        reserve("r", 60, 10);
        ledger.release("r");
        assertHeld(0, 0, 0);

        ledger.settle("r", tokens(55));

        assertSpent(50, 5, 0);
    }

    @Test
    void givesBackEverySourceWhenALeaseIsOver() {
        reserve("r", 100, 10);
        clock.advance(LEASE);

        ledger.expire();

        assertHeld(0, 0, 0);
        assertSpent(0, 0, 0);
    }

    @Test
    void clampsToWhatTheSourcesHaveTogether() {
        reserve("before", 100, 10);

        assertThat(reserve("r", 300, 10)).isEqualTo(new Granted(180));
        assertHeld(50, 30, 200);
    }

    @Test
    void refusesNamingTheLastSourceAndTellsAllThatWereTried() {
        reserve("before", 100, 10);

        ReserveAnswer answer = reserve("r", 300, 181);

        Refused refused = (Refused) answer;
        assertThat(refused.account().id()).isEqualTo(LATE);
        assertThat(refused.level()).isEqualTo(4);
        assertThat(refused.cause()).isEqualTo(Cause.RETRY_LATER);
        assertThat(refused.retryAt()).isEqualTo(Optional.of(START.plus(LEASE)));
        assertThat(refused.reason())
                .isEqualTo("Accounts '" + SEAT + "', '" + EARLY + "', '" + LATE
                        + "' together may use 280 tokens (level 4 of"
                        + " the path); 0 are spent, 100 are held and this call needs at least 181; calls under way hold the"
                        + " rest, try again when one has settled, at the latest by 2026-12-01T00:05:00Z");
    }

    @Test
    void tellsWhetherATopUpOrOnlyAHigherLimitHelps() {
        use("before", 100);

        assertThat(((Refused) reserve("r", 300, 181)).cause()).isEqualTo(Cause.NEEDS_TOPUP);
        assertThat(((Refused) reserve("r", 300, 281)).cause()).isEqualTo(Cause.NEVER_FITS);
    }

    @Test
    void passesOverASourceThatIsOverspent() {
        use("before", 100);
        ledger.setLimit(SEAT, 20, "less work");

        assertThat(reserve("r", 300, 10)).isEqualTo(new Granted(180));
        assertHeld(0, 0, 180);
    }

    @Test
    void refusesWhenASourceIsNotOpen() {
        ledger.freeze(EARLY, "under review");

        Refused refused = (Refused) reserve("r", 10, 10);

        assertThat(refused.account().id()).isEqualTo(EARLY);
        assertThat(refused.level()).isEqualTo(3);
        assertThat(refused.cause()).isEqualTo(Cause.FROZEN);
    }

    @Test
    void refusesAnUnknownSource() {
        Funding funding = new Funding(List.of(ORGANISATION), List.of(SEAT, "nobody"));

        assertThatExceptionOfType(UnknownAccountException.class)
                .isThrownBy(() -> ledger.reserve("r", request(funding, 10, 1, true), LEASE))
                .withMessageContaining("'nobody'");
        assertHeld(0, 0, 0);
    }

    @Test
    void refusesSourcesOfDifferentUnitsAndAnAccountThatIsPathAndSource() {
        ledger.open("money", Unit.MICROS, 100);
        Request mixed =
                new Request(new Funding(List.of(), List.of(SEAT, "money")), Amount.of(10, 10), Amount.of(1, 1), true);
        Request twice = request(new Funding(List.of(SEAT), List.of(SEAT)), 10, 1, true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.reserve("r", mixed, LEASE))
                .withMessageContaining("'money'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.reserve("r", twice, LEASE))
                .withMessageContaining("twice");
    }

    @Test
    void holdsAllThatIsWantedWhenNothingIsEnforced() {
        Request request = request(new Funding(List.of(TASK), List.of(SEAT, EARLY)), 120, 120, false);

        ReserveAnswer answer = ledger.reserve("r", request, LEASE);

        assertThat(answer).isEqualTo(new Granted(120));
        assertHeld(50, 70, 0);
        assertThat(ledger.account(TASK)).contains(new Account(TASK, 100, 0, 120));
    }

    @Test
    void admitsNothingOnAnAccountThatIsNotOpenEvenIfNothingIsEnforced() {
        ledger.freeze(TASK, "runaway");

        ReserveAnswer answer = ledger.reserve("r", request(Funding.of(PATH), 1, 1, false), LEASE);

        assertThat(((Refused) answer).cause()).isEqualTo(Cause.FROZEN);
    }

    @Test
    void takesOtherSourcesForAnotherRequest() {
        reserve("r", 40, 10);

        Stream.of(
                        request(new Funding(List.of(ORGANISATION), List.of(SEAT, LATE, EARLY)), 40, 10, true),
                        request(new Funding(List.of(ORGANISATION, SEAT), List.of(EARLY, LATE)), 40, 10, true),
                        request(FUNDING, 40, 10, false))
                .forEach(other -> assertThatExceptionOfType(ReservationConflictException.class)
                        .isThrownBy(() -> ledger.reserve("r", other, LEASE)));
        assertThat(reserve("r", 40, 10)).isEqualTo(new Granted(40));
        assertHeld(40, 0, 0);
    }

    private void use(String id, long tokens) {
        reserve(id, tokens, tokens);
        ledger.settle(id, tokens(tokens));
    }

    private ReserveAnswer reserve(String id, long wanted, long minimum) {
        return ledger.reserve(id, request(FUNDING, wanted, minimum, true), LEASE);
    }

    private static Request request(Funding funding, long wanted, long minimum, boolean enforced) {
        return new Request(funding, Amount.tokens(wanted), Amount.tokens(minimum), enforced);
    }

    private void assertHeld(long... held) {
        assertThat(ledger.snapshot(FUNDING.sources()).accounts().stream().mapToLong(Account::held))
                .containsExactly(boxed(held));
    }

    private void assertSpent(long... spent) {
        assertThat(ledger.snapshot(FUNDING.sources()).accounts().stream().mapToLong(Account::spent))
                .containsExactly(boxed(spent));
    }

    private static Long[] boxed(long... numbers) {
        return Arrays.stream(numbers).boxed().toArray(Long[]::new);
    }
}
