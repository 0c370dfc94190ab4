package dev.wukongsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.policy.Approver.Answer;
import dev.wukongsim.testkit.crash.CrashPoint;
import dev.wukongsim.testkit.crash.CrashPoint.Moment;
import dev.wukongsim.testkit.crash.Program;
import dev.wukongsim.testkit.crash.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each example with a process that dies, once at every point of every step. */
class CrashPointTests {

    private static final Stage EXPENSES = Stage.of("expense-approval");
    private static final Stage ONBOARDING = Stage.of("onboarding");
    private static final Stage CHAT = Stage.of("office-chat");
    private static final Stage INBOX = Stage.of("inbox-watch");

    @AfterAll
    static void close() {
        List.of(EXPENSES, ONBOARDING, CHAT, INBOX).forEach(Stage::close);
    }

    @TestFactory
    Stream<DynamicTest> expensesThatTheEmployeeConfirmedBeforehand() {
        return everywhere(EXPENSES, EXPENSES.task(Map.of()), 1);
    }

    @TestFactory
    Stream<DynamicTest> expensesWhoseProcessDiesTwice() {
        return everywhere(EXPENSES, EXPENSES.task(Map.of()), 2);
    }

    @TestFactory
    Stream<DynamicTest> expensesThatAPersonAgreesToLater() {
        return everywhere(EXPENSES, EXPENSES.task(Map.of()).withConfirmed(List.of()), 1);
    }

    @TestFactory
    Stream<DynamicTest> onboardingByAPlan() {
        return everywhere(ONBOARDING, ONBOARDING.task(Map.of()), 1);
    }

    @TestFactory
    Stream<DynamicTest> chat() {
        return everywhere(
                CHAT, CHAT.task(Map.of("message", "Who is my manager?")).withSession("chat-1"), 1);
    }

    @TestFactory
    Stream<DynamicTest> inbox() {
        return everywhere(INBOX, INBOX.task(Map.of()), 1);
    }

    @TestFactory
    Stream<DynamicTest> expensesWhoseMoneyEndsHalfway() {
        Task task = EXPENSES.task(Map.of()).withBudget(8_000);
        CrashStory story = new CrashStory(EXPENSES, task, CrashStory.program(EXPENSES, task));
        return story.points().stream()
                .map(point ->
                        DynamicTest.dynamicTest(point.toString(), () -> story.runShortAfter(point, Stores.inMemory())));
    }

    @Test
    void asksThePersonBesideTheProcessOnce() {
        List<String> asked = new ArrayList<>();
        Task task = EXPENSES.task(Map.of()).withConfirmed(List.of());
        Program program = stores -> EXPENSES.runner(task.id(), stores)
                .approver((call, reason) -> {
                    asked.add(call.name());
                    return Answer.GRANTED;
                })
                .build()
                .resume(task);
        CrashStory story = new CrashStory(EXPENSES, task, program);

        for (CrashPoint point : story.points()) {
            asked.clear();
            story.dieAt(point, 1, Stores.inMemory());

            assertThat(asked).as("%s", point).containsExactly("approvals.file");
        }
    }

    private static Stream<DynamicTest> everywhere(Stage stage, Task task, int deaths) {
        CrashStory story = new CrashStory(stage, task, CrashStory.program(stage, task));
        return story.points().stream()
                .filter(point -> deaths == 1 || point.moment() != Moment.AFTER_RESULT)
                .map(point ->
                        DynamicTest.dynamicTest(point.toString(), () -> story.dieAt(point, deaths, Stores.inMemory())));
    }
}
