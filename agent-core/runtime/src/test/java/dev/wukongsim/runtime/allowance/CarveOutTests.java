package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarveOutTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final Funding task = new Funding(List.of("task:t-1"), List.of("employee:li.na:qwen:2026-11"));
    private final CarveOut critic = CarveOut.of(task, "t-1", "critic");

    @BeforeEach
    void openAccounts() {
        ledger.open("task:t-1", 100);
        ledger.open("employee:li.na:qwen:2026-11", 1_000);
    }

    @Test
    void standsBeforeTheTaskOnThePath() {
        assertThat(critic.account()).isEqualTo("agent:t-1/critic");
        assertThat(critic.funding()).isEqualTo(new Funding(List.of("agent:t-1/critic", "task:t-1"), task.sources()));
        assertThat(CarveOut.of(critic.funding(), "t-1", "reader").funding().path())
                .containsExactly("agent:t-1/reader", "agent:t-1/critic", "task:t-1");
    }

    @Test
    void leavesASubAgentNoMoreThanItsPart() {
        ledger.open(critic.account(), 30);

        assertThat(reserve(80)).isEqualTo(new ReserveAnswer.Granted(30));
    }

    @Test
    void leavesASubAgentNoMoreThanTheTaskHasHoweverLargeItsPart() {
        ledger.open(critic.account(), 5_000);

        assertThat(reserve(400)).isEqualTo(new ReserveAnswer.Granted(100));
    }

    @Test
    void chargesTheTaskAndTheSeatWithWhatASubAgentUses() {
        ledger.open(critic.account(), 30);
        reserve(30);
        ledger.dispatch("r");
        ledger.settle("r", Usage.of(20, 5));

        assertThat(ledger.accounts()).allMatch(account -> account.spent() == 25);
    }

    private ReserveAnswer reserve(long wanted) {
        return ledger.reserve(
                "r",
                new Request(critic.funding(), Amount.tokens(wanted), Amount.tokens(1), true),
                Duration.ofMinutes(1));
    }
}
