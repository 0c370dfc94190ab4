package dev.wukongsim.testkit.contract;

import dev.wukongsim.runtime.budget.TokenLedger;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every {@link TokenLedger} keeps when many workers crash, repeat themselves and come late. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerFuzzContract {

    /** Early enough for half of the calls to begin in one month, and half in the next. */
    static final Instant START = Instant.parse("2026-11-30T23:30:00Z");

    private LedgerInvariants invariants;

    /** A ledger without accounts. */
    protected abstract TokenLedger create(InstantSource clock);

    @BeforeAll
    void work() {
        ManualClock clock = new ManualClock(START);
        invariants = new LedgerFuzz(create(clock), clock, 1).run();
    }

    @Test
    void i1PassesNoLimit() {
        invariants.noLimitIsPassed();
    }

    @Test
    void i3SpendsOnEachAccountWhatItsEntriesSay() {
        invariants.spendingIsTheSumOfItsEntries();
    }

    @Test
    void i4SpendsTheSameOnEveryLevelAndFromTheSources() {
        invariants.everyLevelHasSpentTheSame();
    }

    @Test
    void i5ChangesAnAmountOnlyFromEstimateToActualAndOnce() {
        invariants.amountsChangeOnlyFromEstimateToActual();
    }

    @Test
    void i6ChargesEveryAttemptThatWasSentOnce() {
        invariants.everyAttemptIsChargedOnce();
    }

    @Test
    void i7ChargesTheMonthThatAdmittedTheCall() {
        invariants.everyAttemptIsChargedWhereItWasAdmitted();
    }

    @Test
    void i2AndI8HoldsNothingWhenAllLeasesAreOver() {
        invariants.nothingIsHeldForEver();
    }

    @Test
    void i9TellsEachAlertOnceAndInOrder() {
        invariants.alertsAreToldOnceAndInOrder();
    }

    @Test
    void i11RebuildsEveryAccountFromTheBooks() {
        invariants.theBooksRebuildEveryAccount();
    }
}
