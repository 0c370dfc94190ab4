package dev.wukongsim.shell.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class FundingTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final Funding funding = new Funding(
            new WukongProperties.Budget(10, 20), InstantSource.fixed(Instant.parse("2026-11-30T23:59:59Z")));

    @Test
    void opensTheAccountsOfTheMonth() {
        assertThat(funding.open("li.na", ledger)).containsExactly("employee:li.na:2026-11", "organisation:2026-11");
        assertThat(ledger.accounts())
                .containsExactly(
                        new Account("employee:li.na:2026-11", 10, 0, 0), new Account("organisation:2026-11", 20, 0, 0));
    }

    @Test
    void leavesAnAccountThatWasToppedUp() {
        funding.open("li.na", ledger);
        ledger.topUp("employee:li.na:2026-11", 5, "more to do");

        funding.open("li.na", ledger);

        assertThat(ledger.account("employee:li.na:2026-11").orElseThrow().limit())
                .isEqualTo(15);
    }
}
