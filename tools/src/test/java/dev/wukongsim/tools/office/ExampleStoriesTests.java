package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.agent.Task;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.policy.Approver.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The worlds of the examples and what the mocked model says in them fit together, to the fen. */
class ExampleStoriesTests {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Task EXPENSE = Task.of(
            "t-1",
            Agent.named("expense-clerk").withTools("*"),
            "Check expense report EXP-2026-1107 and file what the policy allows.",
            "li.na",
            1_000_000);
    private static final Task ONBOARDING = Task.of(
            "t-2",
            Agent.named("onboarding-helper").withTools("*").withPlanner("plan-and-execute"),
            "Prepare the first day of our new engineer 何晨 (he.chen), who starts on 2026-11-23.",
            "xu.qiang",
            1_000_000);

    private record Story(RunResult result, OfficeChanges changes) {}

    @Test
    void expenseIsFiledWithoutReceiptThatPolicyRefuses() throws Exception {
        Story story = run("expense-approval", EXPENSE, Answer.GRANTED);

        assertThat(story.result().completed()).as(story.result().toString()).isTrue();
        assertThat(story.result().toolCalls())
                .hasSize(7)
                .allMatch(call -> call.outcome().equals("success"));
        assertThat(story.changes().approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.amount().yuan()).isEqualTo(new BigDecimal("4869.60"));
            assertThat(approval.category()).isEqualTo("travel");
            assertThat(approval.applicant()).isEqualTo("li.na");
            assertThat(approval.approver()).isEqualTo("chen.jing");
            assertThat(approval.items())
                    .filteredOn(item -> !item.accepted())
                    .extracting(Approval.Item::reason)
                    .containsExactly("制度第 6 条：酒店迷你吧和酒精饮料不予报销");
        });
        assertThat(story.changes().messages()).singleElement().satisfies(message -> {
            assertThat(message.to()).isEqualTo("li.na");
            assertThat(message.text()).contains("AP-0001", "4,869.60", "迷你吧 168.00");
        });
        assertThat(story.result().answer().orElseThrow())
                .contains("AP-0001", "4,869.60 CNY", "陈静", "168.00", "3,718.05 CNY");
    }

    @Test
    void expenseIsNotFiledIfEmployeeDoesNotAgree() throws Exception {
        Story story = run("expense-approval", EXPENSE, Answer.DENIED);

        assertThat(story.result().completed()).isTrue();
        assertThat(story.result().answer().orElseThrow()).contains("nothing was filed");
        assertThat(story.changes().isEmpty()).isTrue();
    }

    @Test
    void newEngineerIsExpected() throws Exception {
        Story story = run("onboarding", ONBOARDING, Answer.GRANTED);

        assertThat(story.result().completed()).as(story.result().toString()).isTrue();
        assertThat(story.result().toolCalls())
                .hasSize(9)
                .allMatch(call -> call.outcome().equals("success"));
        assertThat(story.changes().approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.amount().yuan()).isEqualTo(new BigDecimal("15126.00"));
            assertThat(approval.category()).isEqualTo("equipment");
            assertThat(approval.approver()).isEqualTo("huang.lei");
            assertThat(approval.items()).hasSize(4);
        });
        assertThat(story.changes().messages()).singleElement().satisfies(message -> {
            assertThat(message.to()).isEqualTo("he.chen");
            assertThat(message.text()).contains("9:30", "三楼前台", "徐强", "王芳", "身份证");
        });
        assertThat(story.result().answer().orElseThrow()).contains("AP-0001", "15,126.00 CNY", "16,634.00");
    }

    @Test
    void newEngineerIsWelcomeEvenIfNothingIsOrdered() throws Exception {
        Story story = run("onboarding", ONBOARDING, Answer.DENIED);

        assertThat(story.result().completed()).isTrue();
        assertThat(story.result().answer().orElseThrow()).contains("not ordered");
        assertThat(story.changes().approvals()).isEmpty();
        assertThat(story.changes().messages()).extracting(Message::to).containsExactly("he.chen");
    }

    private static Story run(String example, Task task, Answer answer) throws IOException {
        World world = World.load(EXAMPLES.resolve(example).resolve("world.yaml"));
        Office office = Office.open(world, Clock.systemUTC());
        AgentRunner runner = AgentRunner.builder(
                        new RepliesModel(EXAMPLES.resolve(example).resolve("replies.yaml")))
                .tools(office.tools())
                .approver((call, reason) -> answer)
                .build();
        RunResult result = runner.run(task);
        return new Story(result, OfficeChanges.between(world.start(), office.state()));
    }
}
