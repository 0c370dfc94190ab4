package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged;
import dev.wukongsim.runtime.budget.LedgerEntry.LimitChanged.Cause;
import dev.wukongsim.runtime.budget.LedgerEntry.Opened;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.LedgerEntry.StateChanged;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.LedgerRules;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the books of every {@link TokenLedger} tell. */
abstract class LedgerBooksContract extends LedgerFixture {

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
                        new Charged(
                                5,
                                START,
                                Charged.Kind.SET,
                                "r",
                                Amount.tokens(60),
                                List.of(new Share(TASK, 60)),
                                estimate(60)),
                        new Charged(
                                6,
                                START,
                                Charged.Kind.ADJ,
                                "r",
                                Amount.tokens(-15),
                                List.of(new Share(TASK, -15)),
                                usage),
                        new LimitChanged(7, START, Cause.TRANSFER, EMPLOYEE, -7, "urgent"),
                        new LimitChanged(8, START, Cause.TRANSFER, TASK, 7, "urgent"),
                        new LimitChanged(9, START, Cause.LIMIT, TASK, -157, "less work"),
                        new Alerted(10, START, TASK, 50, 45, 50),
                        new Alerted(11, START, TASK, 80, 45, 50),
                        new StateChanged(12, START, EMPLOYEE, AccountState.FROZEN, "runaway"));
    }

    @Test
    void readsTheBooksPageByPage() {
        assertThat(ledger.entries(1, 1)).containsExactly(new Opened(2, START, EMPLOYEE, Unit.TOKENS, 500));
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
}
