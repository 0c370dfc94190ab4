package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.tool.ToolResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetAppTests {

    private final TestOffice office = new TestOffice();

    @ParameterizedTest
    @ValueSource(strings = {"sales", "Sales", "销售部"})
    void tellsWhatRemains(String department) {
        ToolResult balance = check(department, "travel");

        assertThat(balance)
                .isEqualTo(
                        new ToolResult.Success(
                                "{\"department\":\"sales\",\"category\":\"travel\",\"year\":2026,\"currency\":\"CNY\",\"limit\":180000.00,\"spent\":171412.35,\"pending\":0.00,\"remaining\":8587.65}"));
    }

    @Test
    void countsWhatWaitsForApproval() {
        office.call(
                "li.na",
                "approvals.file",
                "{\"type\":\"expense\",\"title\":\"EXP-1\",\"amount\":587.65,\"category\":\"travel\",\"approver\":\"chen.jing\"}");

        ToolResult balance = check("sales", "travel");

        assertThat(balance.content()).contains("\"pending\":587.65,\"remaining\":8000.00");
    }

    @Test
    void listsDepartmentsIfNoneIsCalledSo() {
        assertThat(check("marketing", "travel"))
                .isEqualTo(new ToolResult.Retry(
                        "No department is called 'marketing'; departments: sales (销售部), finance (财务部)"));
    }

    @Test
    void listsCategoriesThatDepartmentHas() {
        assertThat(check("sales", "equipment"))
                .isEqualTo(new ToolResult.Retry("Department 'sales' has no budget for 'equipment'; it has: travel"));
        assertThat(check("finance", "travel"))
                .isEqualTo(new ToolResult.Retry("Department 'finance' has no budget for 'travel'; it has: none"));
    }

    private ToolResult check(String department, String category) {
        return office.call(
                "li.na", "budget.check", "{\"department\":\"" + department + "\",\"category\":\"" + category + "\"}");
    }
}
