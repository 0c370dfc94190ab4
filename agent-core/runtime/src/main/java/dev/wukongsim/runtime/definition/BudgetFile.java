package dev.wukongsim.runtime.definition;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import java.nio.file.Path;

/** Reads a budget file: who may spend how much. */
public final class BudgetFile {

    private BudgetFile() {}

    /**
     * Read and check a budget file.
     *
     * @throws InvalidDefinitionException with everything that is wrong, each with line and column
     */
    public static AllowancePolicy load(Path path) {
        return new BudgetReader(YamlFile.open(path, BudgetDefinition.class, "budget.schema.yaml")).policy();
    }
}
