package dev.wukongsim.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.ToolContract.Idempotency;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.simulator.VirtualTimer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A process that dies before or after each single call of the ledger: between a hold, its dispatch and the call it is for,
 * which is within one moment of the journal.
 */
class LedgerCrashTests {

    private static final Task TASK =
            Task.of("t-1", Agent.named("clerk").withTools("kind.*"), "Call the tool.", "li.na", 50_000);
    private static final long TOO_LITTLE = 3_300;
    private static final long RESERVE = 1_500;
    private static final int TOP_UP = 20_000;

    private final VirtualTimer timer = new VirtualTimer(Instant.parse("2026-11-22T01:00:00Z"));
    private OutsideWorld world = new OutsideWorld();

    @TestFactory
    Stream<DynamicTest> aTaskWithMoneyEnough() {
        return everywhere(TASK);
    }

    @TestFactory
    Stream<DynamicTest> aTaskThatSumsUpAndPausesForMoney() {
        Task task = TASK.withBudget(TOO_LITTLE).withShortage(new Shortage.Ladder(RESERVE));
        Stores stores = stores();
        assertThat(runner(stores, stores.ledger()).run(task).answer()).contains("Summed up.");

        return everywhere(task);
    }

    private Stream<DynamicTest> everywhere(Task task) {
        RunResult undisturbed = carryOut(task, stores());
        Stores stores = stores();
        DyingLedger watched = new DyingLedger(stores.ledger(), 0);
        runner(stores, watched.through()).run(task);
        assertThat(watched.passed()).hasSizeGreaterThan(20);

        return watched.passed().stream()
                .map(point -> DynamicTest.dynamicTest(point.toString(), () -> dieAt(point, task, undisturbed)));
    }

    private void dieAt(CrashPoint point, Task task, RunResult undisturbed) {
        world = new OutsideWorld();
        Stores stores = stores();

        assertThatExceptionOfType(Crash.class)
                .isThrownBy(() -> runner(stores, new DyingLedger(stores.ledger(), point.step()).through())
                        .run(task));
        RunResult result = carryOut(task, stores);

        assertThat(result.stopReason()).isEqualTo(undisturbed.stopReason());
        assertThat(result.answer()).isEqualTo(undisturbed.answer());
        assertThat(result.toolCalls()).isEqualTo(undisturbed.toolCalls());
        assertThat(world.executions(Idempotency.KEYED).stream().distinct()).hasSize(1);
        assertThatTheBooksAreRight(task, stores, result);
    }

    private static void assertThatTheBooksAreRight(Task task, Stores stores, RunResult result) {
        Account account = stores.ledger().account(task.account()).orElseThrow();
        Charges charges = Charges.in(stores.ledger());
        assertThat(account.held()).as("nothing is held any more").isZero();
        assertThat(charges.attempts()).as("each attempt is charged once").doesNotHaveDuplicates();
        assertThat(charges.lost()).as("lost attempts").hasSizeLessThanOrEqualTo(1);
        assertThat(charges.lostTokens()).isEqualTo(charges.lostHolds(stores.ledger()));
        assertThat(account.spent()).isEqualTo(charges.tokens());
        assertThat(charges.tokens()).isEqualTo(result.usage().total() + charges.lostTokens());
    }

    /** Bring the task to its end, and give it money whenever it wants some. */
    private RunResult carryOut(Task task, Stores stores) {
        RunResult result = runner(stores, stores.ledger()).resume(task);
        while (result.stopReason() == StopReason.BUDGET_EXHAUSTED) {
            stores.ledger().topUp(task.account(), TOP_UP, "to go on");
            result = runner(stores, stores.ledger()).resume(task);
        }
        return result;
    }

    private Stores stores() {
        return Stores.inMemory(timer::now);
    }

    private AgentRunner runner(Stores stores, TokenLedger ledger) {
        return AgentRunner.builder(LedgerCrashTests::reply)
                .tools(ToolRegistry.of(new KindOfTool(Idempotency.KEYED, world, stores.journal()).tool()))
                .ledger(ledger)
                .memory(stores.memory())
                .journal(stores.journal())
                .timer(timer)
                .build();
    }

    private static ModelReply reply(ChatRequest request, TokenListener listener) {
        boolean last = request.toolSpecifications() == null
                || request.toolSpecifications().isEmpty();
        boolean called = request.messages().stream().anyMatch(AiMessage.class::isInstance);
        AiMessage message = last ? AiMessage.from("Summed up.") : called ? AiMessage.from("Done.") : call();
        return new ModelReply(
                message,
                Usage.of(1_000, 400),
                message.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP);
    }

    private static AiMessage call() {
        return AiMessage.from(List.of(ToolExecutionRequest.builder()
                .id("call-1")
                .name(KindOfTool.name(Idempotency.KEYED))
                .arguments("{}")
                .build()));
    }
}
