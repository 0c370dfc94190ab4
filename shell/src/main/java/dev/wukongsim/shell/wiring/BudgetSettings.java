package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.allowance.Quota;
import dev.wukongsim.runtime.definition.BudgetFile;
import dev.wukongsim.runtime.definition.TaskDefinition;
import java.nio.file.Path;
import java.time.ZoneOffset;

/** Where the budget policy comes from: the file that is configured, or one rule for everybody. */
public final class BudgetSettings {

    private final WukongProperties.Budget budget;

    BudgetSettings(WukongProperties.Budget budget) {
        this.budget = budget;
    }

    /**
     * The policy as it stands now.
     *
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if a file is configured and it is not right
     */
    public AllowancePolicy policy() {
        if (budget.policy() != null && !budget.policy().isBlank()) {
            return BudgetFile.load(Path.of(budget.policy()));
        }
        return AllowancePolicy.uniform(
                ZoneOffset.UTC,
                Quota.tokens(budget.organisationMonthly()),
                TaskDefinition.DEFAULT_PRODUCT,
                Quota.tokens(budget.employeeMonthly()));
    }
}
