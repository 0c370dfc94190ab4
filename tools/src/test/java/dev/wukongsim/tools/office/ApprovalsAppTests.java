package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.tool.ToolResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsAppTests {

    private static final String GOOD = """
            {"type":"expense","title":"EXP-1 深圳差旅","amount":1280.00,"category":"travel","approver":"chen.jing",
             "items":[{"description":"酒店","amount":1280,"accepted":true},
                      {"description":"迷你吧","amount":168.00,"accepted":false,"reason":"第六条不予报销"}]}""";

    private final TestOffice office = new TestOffice();

    @Test
    void filesInNameOfCaller() {
        ToolResult filed = file(GOOD);

        assertThat(filed)
                .isEqualTo(
                        new ToolResult.Success(
                                "{\"id\":\"AP-0001\",\"type\":\"expense\",\"title\":\"EXP-1 深圳差旅\",\"amount\":1280.00,\"category\":\"travel\",\"applicant\":\"li.na\",\"approver\":\"chen.jing\"}"));
        assertThat(office.state().approvals())
                .containsExactly(new Approval(
                        "AP-0001",
                        "expense",
                        "EXP-1 深圳差旅",
                        TestOffice.yuan("1280"),
                        "travel",
                        "li.na",
                        "sales",
                        "chen.jing",
                        List.of(
                                new Approval.Item("酒店", TestOffice.yuan("1280"), true, null),
                                new Approval.Item("迷你吧", TestOffice.yuan("168"), false, "第六条不予报销")),
                        "clerk",
                        TestOffice.NOW,
                        "key-1"));
    }

    @Test
    void takesEffectOnceForOneKey() {
        ToolResult first = office.call("li.na", "approvals.file", GOOD, "same");
        ToolResult second = office.call("li.na", "approvals.file", GOOD, "same");
        ToolResult other = office.call("li.na", "approvals.file", GOOD, "other");

        assertThat(second).isEqualTo(first);
        assertThat(other.content()).contains("AP-0002");
        assertThat(office.state().approvals()).extracting(Approval::id).containsExactly("AP-0001", "AP-0002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"expense\"   | \"holiday\"   | Type 'holiday' is not on the form; it has: expense, purchase",
                "\"travel\"    | \"food\"      | Category 'food' is not on the form; it has: travel, equipment",
                "\"EXP-1 深圳差旅\" | \" \"      | Title must have 1 to 120 characters, has 0",
                "\"chen.jing\" | \"chen.jin\"  | Approver: No employee has the id 'chen.jin'; did you mean 陈静 (chen.jing)?",
                "\"chen.jing\" | \"li.na\"     | Approver 'li.na' is the applicant, and nobody approves their own request; find the manager with directory.manager_of",
                "1280.00       | -5            | Amount -5 must be more than 0 and at most 50,000.00 CNY",
                "1280.00       | 0             | Amount 0 must be more than 0 and at most 50,000.00 CNY",
                "1280.00       | 1e300         | must be more than 0 and at most 50,000.00 CNY",
                "1280.00       | 1280.001      | Amount 1280.001 has more than two decimals",
                "1280.00       | 1448.00       | Amount is 1,448.00 CNY, but the accepted items add up to 1,280.00 CNY",
                "第六条不予报销   | ``            | Item '迷你吧': say in 'reason' why it is not accepted",
                "168.00        | -168.00       | Item '迷你吧': amount -168.0 must be more than 0 and at most 50,000.00 CNY",
            })
    void correctsForm(String right, String wrong, String correction) {
        ToolResult filed = file(GOOD.replaceFirst(right, wrong));

        assertThat(filed).isInstanceOf(ToolResult.Retry.class);
        assertThat(filed.content()).startsWith("Nothing was filed. ").contains(correction);
        assertThat(office.state()).isEqualTo(TestOffice.start());
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        ToolResult filed = file("{\"type\":\"x\",\"title\":\"\",\"amount\":0,\"category\":\"y\",\"approver\":\"z\"}");

        assertThat(filed.content().lines()).hasSize(5);
    }

    @Test
    void refusesMoreThanBudgetHas() {
        ToolResult filed = file(
                "{\"type\":\"expense\",\"title\":\"T\",\"amount\":8587.66,\"category\":\"travel\",\"approver\":\"chen.jing\"}");

        assertThat(filed)
                .isEqualTo(
                        new ToolResult.Failure(
                                "Department 'sales' has 8,587.65 CNY left for 'travel' in 2026 and this approval asks for 8,587.66 CNY; nothing was filed, ask the head of the department first"));
        assertThat(office.state().approvals()).isEmpty();
    }

    @Test
    void refusesCategoryWithoutBudget() {
        ToolResult filed = file(
                "{\"type\":\"purchase\",\"title\":\"T\",\"amount\":10,\"category\":\"equipment\",\"approver\":\"chen.jing\"}");

        assertThat(filed)
                .isEqualTo(
                        new ToolResult.Failure("Department 'sales' has no budget for 'equipment'; nothing was filed"));
    }

    @Test
    void showsApprovalToApplicantAndApproverOnly() {
        file(GOOD);

        assertThat(get("li.na", "AP-0001").content()).contains("\"filedAt\":\"2026-11-20T01:30:00Z\"", "第六条不予报销");
        assertThat(get("chen.jing", "AP-0001")).isInstanceOf(ToolResult.Success.class);
        assertThat(get("zhang.wei", "AP-0001"))
                .isEqualTo(
                        new ToolResult.Failure(
                                "Approval 'AP-0001' concerns its applicant and its approver only, and 张伟 (zhang.wei) is neither"));
    }

    @Test
    void sendsUnknownIdBackToList() {
        assertThat(get("li.na", "AP-0007"))
                .isEqualTo(new ToolResult.Retry("No approval has the id 'AP-0007'; list them with approvals.list"));
    }

    @Test
    void listsWhatConcernsCaller() {
        file(GOOD);

        assertThat(office.call("chen.jing", "approvals.list", "{}").content()).contains("AP-0001");
        assertThat(office.call("zhang.wei", "approvals.list", "{}").content()).isEqualTo("[]");
    }

    private ToolResult file(String form) {
        return office.call("li.na", "approvals.file", form);
    }

    private ToolResult get(String employee, String approval) {
        return office.call(employee, "approvals.get", "{\"approval\":\"" + approval + "\"}");
    }
}
