package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.policy.Approver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveProgressTests {

    private final StringWriter written = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(written), false, 80);

    @Test
    void showsEachWordOnceToAPerson() {
        LiveProgress progress = new LiveProgress(screen, true);

        progress.onEvent(new RunEvent.ModelAsked(1, Purpose.ACT, 1, null));
        progress.onThinking("Who is");
        progress.onThinking(" it?\nLook.");
        progress.onText("I look");
        progress.onText(" it up.");
        progress.onEvent(replied("Who is it?\nLook.", "I look it up."));
        progress.onEvent(called());

        assertThat(written.toString().lines())
                .containsExactly(
                        "   1 Who is it?", "     Look.", "     I look it up.", "   → directory.find {\"name\":\"王芳\"}");
    }

    @Test
    void showsWholeAnswersInALog() {
        LiveProgress progress = new LiveProgress(screen, false);

        progress.onEvent(new RunEvent.ModelAsked(1, Purpose.ACT, 1, null));
        progress.onText("I look");
        progress.onEvent(replied(null, "I look it up."));
        progress.onEvent(new RunEvent.ToolReturned(1, "c-1", "directory.find", "failure", "nobody\nof that name"));

        assertThat(written.toString().lines())
                .containsExactly("   1 I look it up.", "   ← failure: nobody of that name");
    }

    @Test
    void showsWhatWentWrongAndWhoWasAsked() {
        LiveProgress progress = new LiveProgress(screen, true);

        progress.onEvent(new RunEvent.ModelAsked(2, Purpose.PLAN, 1, "Write a plan."));
        progress.onEvent(
                new RunEvent.ModelFailed(2, 1, ModelException.Kind.RATE, "too many requests", Usage.NONE, null, true));
        progress.onEvent(new RunEvent.ApprovalAsked(2, "c-1", "approvals.file", "wants confirmation"));
        progress.onEvent(new RunEvent.ApprovalAnswered(2, "c-1", Approver.Answer.DENIED, "li.na", null));
        progress.onEvent(new RunEvent.BudgetRefused(3, "Account 'task:t-1' is empty"));
        progress.onEvent(new RunEvent.TaskEnded(StopReason.BUDGET_EXHAUSTED, null, "", Usage.NONE, null));

        assertThat(written.toString().lines())
                .containsExactly(
                        "   … Write a plan.",
                        "   ! rate: too many requests; trying again",
                        "   ? wants confirmation",
                        "   ✗ li.na did not agree",
                        "   ! Account 'task:t-1' is empty");
    }

    private static RunEvent.ModelReplied replied(String thinking, String text) {
        return new RunEvent.ModelReplied(1, thinking, text, List.of(), 100, Usage.of(10, 5), null);
    }

    private static RunEvent.ToolCalled called() {
        return new RunEvent.ToolCalled(
                1,
                "c-1",
                "directory.find",
                JsonNodeFactory.instance.objectNode().put("name", "王芳"));
    }
}
