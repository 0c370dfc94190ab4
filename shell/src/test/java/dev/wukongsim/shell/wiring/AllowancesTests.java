package dev.wukongsim.shell.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.shell.line.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowancesTests {

    private static final Instant LAST_SECOND = Instant.parse("2026-11-30T23:59:59Z");

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();

    @TempDir
    private Path folder;

    @Test
    void opensTheAccountsOfTheMonthWithoutAPolicyFile() {
        Funding funding = of(new WukongProperties.Budget(null, 10, 20)).open("li.na", "sales", "qwen", ledger);

        assertThat(funding)
                .isEqualTo(new Funding(List.of("organisation:2026-11"), List.of("employee:li.na:qwen:2026-11")));
        assertThat(ledger.accounts())
                .containsExactly(
                        new Account("employee:li.na:qwen:2026-11", 10, 0, 0),
                        new Account("organisation:2026-11", 20, 0, 0));
    }

    @Test
    void leavesWhatWasToppedUp() {
        Allowances allowances = of(new WukongProperties.Budget(null, 10, 20));
        allowances.open("li.na", "sales", "qwen", ledger);
        ledger.topUp("employee:li.na:qwen:2026-11", 5, "more to do");

        allowances.open("li.na", "sales", "qwen", ledger);

        assertThat(ledger.account("employee:li.na:qwen:2026-11").orElseThrow().limit())
                .isEqualTo(15);
    }

    @Test
    void deniesWithTheExitCodeOfAPolicy() {
        assertThatThrownBy(() -> of(new WukongProperties.Budget(null, 10, 20)).open("li.na", "sales", "coder", ledger))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(5))
                .hasMessageStartingWith(
                        "policy_denied: Employee 'li.na' has no allowance for product 'coder', only for qwen");
        assertThat(ledger.accounts()).isEmpty();
    }

    @Test
    void readsThePolicyFileThatIsConfigured() throws IOException {
        Path file = Files.writeString(folder.resolve("budget.yaml"), """
                kind: Budget
                zone: Asia/Shanghai
                organisation: { yuan: 50 }
                employee: { qwen: { tokens: 7 } }
                """);

        of(new WukongProperties.Budget(file.toString(), 10, 20)).open("li.na", "sales", "qwen", ledger);

        assertThat(ledger.account("organisation:2026-12").orElseThrow())
                .isEqualTo(ledger.open("organisation:2026-12", Unit.MICROS, 50_000_000));
        assertThatThrownBy(() -> of(new WukongProperties.Budget("nowhere.yaml", 10, 20)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage("nowhere.yaml:1:1: no such file");
    }

    @Test
    void saysThatAUnitChangesWithANewMonthOnly() {
        ledger.open("organisation:2026-11", Unit.MICROS, 5);

        assertThatThrownBy(() -> of(new WukongProperties.Budget(null, 10, 20)).open("li.na", "", "qwen", ledger))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("organisation:2026-11")
                .hasMessageEndingWith("; a budget policy changes units with a new month only");
    }

    private static Allowances of(WukongProperties.Budget budget) {
        AllowancePolicy policy = new BudgetSettings(budget).policy();
        return new Allowances(policy, InstantSource.fixed(LAST_SECOND));
    }
}
