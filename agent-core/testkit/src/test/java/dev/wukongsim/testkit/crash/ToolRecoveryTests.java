package dev.wukongsim.testkit.crash;

import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.KEYED;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.NONE;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.QUERYABLE;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.REPEATABLE;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.TRANSACTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Resolution;
import dev.wukongsim.runtime.durable.Resolution.Finding;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.runtime.tool.ToolContract.Idempotency;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.testkit.crash.CrashPoint.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A task that calls one tool of each kind, with a process that dies, once at every point of every step. */
class ToolRecoveryTests {

    private static final List<Idempotency> KINDS = List.of(REPEATABLE, KEYED, QUERYABLE, TRANSACTIONAL, NONE);
    private static final Task TASK =
            Task.of("t-1", Agent.named("clerk").withTools("kind.*"), "Call every tool.", "li.na", 50_000);

    private OutsideWorld world = new OutsideWorld();
    private final List<Finding> findings = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyCallTakesEffectOnce() {
        RunResult undisturbed = carryOut(Stores.inMemory());
        List<CrashPoint> points = program().points(Stores.inMemory());
        List<Integer> calls = points.stream()
                .filter(point -> point.name().equals("tool"))
                .map(CrashPoint::step)
                .distinct()
                .toList();
        assertThat(calls).hasSameSizeAs(KINDS);

        return points.stream()
                .map(point -> DynamicTest.dynamicTest(point.toString(), () -> {
                    int call = calls.indexOf(point.step());
                    dieAt(point, call < 0 ? List.of() : List.of(KINDS.get(call)), undisturbed);
                }));
    }

    @Test
    void endsForGoodIfThePersonGivesUp() {
        Stores stores = Stores.inMemory();
        program().dieAt(inTheLastCall(), stores);
        runner(stores).resume(TASK);

        answer(stores, Finding.ABORT);
        RunResult result = runner(stores).resume(TASK);

        assertThat(result.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(result.budget().held()).isZero();
        assertThat(runner(stores).resume(TASK).message())
                .isEqualTo(result.message())
                .isPresent();
        assertThat(stores.journal().waits()).isEmpty();
        assertThat(world.executions(NONE)).hasSize(1);
    }

    private CrashPoint inTheLastCall() {
        List<CrashPoint> points = program().points(Stores.inMemory());
        world = new OutsideWorld();
        return points.stream()
                .filter(point -> point.name().equals("tool") && point.moment() == Moment.AFTER_EFFECT)
                .reduce((first, later) -> later)
                .orElseThrow();
    }

    /** @param called the kind of the tool that the process dies with; none if it dies elsewhere */
    private void dieAt(CrashPoint point, List<Idempotency> called, RunResult undisturbed) {
        world = new OutsideWorld();
        findings.clear();
        Stores stores = Stores.inMemory();

        program().dieAt(point, stores);
        RunResult result = carryOut(stores);

        assertThat(result)
                .usingRecursiveComparison()
                .ignoringFields("budget", "alerts")
                .isEqualTo(undisturbed);
        assertThat(KINDS).allSatisfy(kind -> {
            List<String> keys = world.executions(kind);
            boolean again = point.moment() == Moment.AFTER_EFFECT && called.contains(kind) && mayRunAgain(kind);
            assertThat(keys).as("executions of %s", kind).hasSize(again ? 2 : 1);
            assertThat(keys.stream().distinct()).as("key of %s", kind).hasSize(1);
        });
        assertThat(stores.journal().latest(KindOfTool.DOCUMENT).map(Draft::content))
                .as("calls of the transactional tool that took effect")
                .contains(world.executions(TRANSACTIONAL).getFirst() + "\n");
        assertThat(stores.journal().waits()).as("nobody is waited for any more").isEmpty();
        assertThat(findings).isEqualTo(called.contains(NONE) ? toFind(point.moment()) : List.of());
    }

    private static boolean mayRunAgain(Idempotency kind) {
        return switch (kind) {
            case REPEATABLE, KEYED, TRANSACTIONAL -> true;
            case QUERYABLE, NONE -> false;
        };
    }

    private static List<Finding> toFind(Moment moment) {
        return switch (moment) {
            case BEFORE_INTENT, AFTER_RESULT -> List.of();
            case AFTER_INTENT -> List.of(Finding.DID_NOT_HAPPEN);
            case AFTER_EFFECT -> List.of(Finding.HAPPENED);
        };
    }

    private Program program() {
        return this::carryOut;
    }

    private RunResult carryOut(Stores stores) {
        RunResult result = runner(stores).resume(TASK);
        while (result.stopReason() == StopReason.IN_DOUBT) {
            lookInto(stores);
            result = runner(stores).resume(TASK);
        }
        return result;
    }

    private AgentRunner runner(Stores stores) {
        return AgentRunner.builder(ToolRecoveryTests::reply)
                .tools(ToolRegistry.of(KINDS.stream()
                        .map(kind -> new KindOfTool(kind, world, stores.journal()).tool())
                        .toList()))
                .ledger(stores.ledger())
                .memory(stores.memory())
                .journal(stores.journal())
                .build();
    }

    /** A person sees whether the call in doubt has happened, and says so. */
    private void lookInto(Stores stores) {
        Finding finding = world.executions(NONE).isEmpty() ? Finding.DID_NOT_HAPPEN : Finding.HAPPENED;
        answer(stores, finding);
    }

    private void answer(Stores stores, Finding finding) {
        String result = finding == Finding.HAPPENED ? "done" : null;
        stores.journal().waits().forEach(wait -> {
            findings.add(finding);
            stores.journal().answer(wait, Canonical.json(new Resolution(finding, result, "zhou.tao")));
        });
    }

    /** Asks for one tool after the other, whatever process asks. */
    private static ModelReply reply(ChatRequest request, TokenListener listener) {
        long turn =
                request.messages().stream().filter(AiMessage.class::isInstance).count();
        return turn < KINDS.size()
                ? new ModelReply(AiMessage.from(call((int) turn)), Usage.of(100, 10), FinishReason.TOOL_EXECUTION)
                : new ModelReply(AiMessage.from("All done."), Usage.of(100, 10), FinishReason.STOP);
    }

    private static ToolExecutionRequest call(int turn) {
        return ToolExecutionRequest.builder()
                .id("call-" + turn)
                .name(KindOfTool.name(KINDS.get(turn)))
                .arguments("{}")
                .build();
    }
}
