package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecountTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();

    @BeforeEach
    void spend() {
        ledger.open("task:t-1", 100);
        ledger.open("purse", Unit.MICROS, 5);
        ledger.topUp("task:t-1", 20, "more to do");
        ledger.freeze("purse", "odd");
        for (int i = 0; i < 1_200; i++) {
            ledger.topUp("task:t-1", 1, "fills more than a page");
        }
        ledger.reserve("r-1", List.of("task:t-1"), 80, 1, Duration.ofMinutes(1));
        ledger.dispatch("r-1");
        ledger.settle("r-1", Usage.of(60, 20));
        ledger.reserve("r-2", List.of("task:t-1"), 10, 1, Duration.ofMinutes(1));
    }

    @Test
    void findsTheBooksAndTheAccountsEqualWhateverIsHeld() {
        assertThat(Recount.of(new BookPages(ledger), ledger.accounts())).isEqualTo(new Recount(2, List.of()));
    }

    @Test
    void namesWhatIsDifferent() {
        List<Account> forged = List.of(new Account("task:t-1", 1_320, 79, 10));

        assertThat(Recount.of(new BookPages(ledger), forged).differences())
                .containsExactly(
                        "Account 'purse': the books say limit 0.000005 yuan, spent 0, alerted at 0 %, FROZEN, the ledger keeps nothing",
                        "Account 'task:t-1': the books say limit 1,320 tokens, spent 80, alerted at 0 %, OPEN, the ledger keeps limit 1,320 tokens, spent 79, alerted at 0 %, OPEN");
    }
}
