package dev.wukongsim.tools.office;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.exception.ToolArgumentsException;
import java.util.List;
import java.util.stream.Collectors;

/** The departments' budgets. */
final class BudgetApp {

    /** Amounts in CNY. */
    record Balance(
            String department,
            String category,
            int year,
            String currency,
            Yuan limit,
            Yuan spent,
            Yuan pending,
            Yuan remaining) {}

    private final OfficeStore store;

    BudgetApp(OfficeStore store) {
        this.store = store;
    }

    @Tool(
            name = "budget.check",
            value = "Check a department's budget for one category, in CNY: the year's limit, what is spent,"
                    + " what waits for approval, and what remains.",
            metadata = Contracts.READING)
    Balance check(
            @P("Department id or name, such as sales or 销售部") String department,
            @P("Budget category such as travel") String category) {
        OfficeState state = store.state();
        Department found = state.department(department)
                .orElseThrow(() -> new ToolArgumentsException(
                        "No department is called '" + department + "'; departments: " + departments(state)));
        return state.budget(found.id(), category)
                .map(budget -> balance(state, budget))
                .orElseThrow(() -> new ToolArgumentsException("Department '" + found.id() + "' has no budget for '"
                        + category + "'; it has: " + categories(state, found)));
    }

    private static Balance balance(OfficeState state, Budget budget) {
        return new Balance(
                budget.department(),
                budget.category(),
                budget.year(),
                "CNY",
                budget.limit(),
                budget.spent(),
                state.pending(budget),
                state.remaining(budget));
    }

    private static String departments(OfficeState state) {
        return state.departments().stream()
                .map(department -> department.id() + " (" + department.name() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String categories(OfficeState state, Department department) {
        List<String> categories = state.budgets().stream()
                .filter(budget -> budget.department().equals(department.id()))
                .map(Budget::category)
                .toList();
        return categories.isEmpty() ? "none" : String.join(", ", categories);
    }
}
