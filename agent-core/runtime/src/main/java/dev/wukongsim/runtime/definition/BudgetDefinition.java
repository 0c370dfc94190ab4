package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a budget file, as it stands there. */
record BudgetDefinition(
        String kind,
        @Nullable String zone,
        Amount organisation,
        Map<String, Amount> employee,
        Map<String, DepartmentDefinition> departments,
        Map<String, Map<String, Amount>> employees,
        List<PackDefinition> packs) {

    /** One of the three; {@code until} stands only where an employee's own allowance is defined. */
    record Amount(
            @Nullable Long tokens,
            @Nullable BigDecimal yuan,
            @Nullable BigDecimal credits,
            @Nullable String until) {}

    record DepartmentDefinition(
            @Nullable Amount limit,
            @Nullable List<String> products,
            @Nullable Map<String, Amount> employee) {}

    record PackDefinition(
            String name,
            @Nullable String department,
            @Nullable Long tokens,
            @Nullable BigDecimal yuan,
            @Nullable BigDecimal credits,
            String expires) {

        Amount amount() {
            return new Amount(tokens, yuan, credits, null);
        }
    }

    BudgetDefinition {
        departments = Map.copyOf(requireNonNullElse(departments, Map.of()));
        employees = Map.copyOf(requireNonNullElse(employees, Map.of()));
        packs = List.copyOf(requireNonNullElse(packs, List.of()));
    }
}
