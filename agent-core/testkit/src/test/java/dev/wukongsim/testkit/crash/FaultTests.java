package dev.wukongsim.testkit.crash;

import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.KEYED;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.NONE;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.REPEATABLE;
import static dev.wukongsim.runtime.tool.ToolContract.Idempotency.TRANSACTIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Done;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.JournaledContext;
import dev.wukongsim.runtime.durable.ParkedException;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.Draft;
import dev.wukongsim.runtime.tool.Drafted;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolContract;
import dev.wukongsim.runtime.tool.ToolContract.Confirmation;
import dev.wukongsim.runtime.tool.ToolContract.Effect;
import dev.wukongsim.runtime.tool.ToolContract.Idempotency;
import dev.wukongsim.runtime.tool.ToolContract.Risk;
import dev.wukongsim.runtime.tool.ToolHandler;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.ToolResult;
import dev.wukongsim.testkit.crash.CrashPoint.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The faults that a task survives within one process, each under the number it has in the list of faults. Other tests prove
 * more of some of them, and the Javadoc of a fault names them.
 */
@Timeout(60)
class FaultTests {

    private static final Usage USED = Usage.of(100, 10);

    private final OutsideWorld world = new OutsideWorld();
    private final JumpingTimer timer = new JumpingTimer();
    private final AtomicInteger modelCalls = new AtomicInteger();
    private Stores stores = Stores.inMemory();

    /** {@link ToolRecoveryTests} dies at every point, with one tool of each kind. */
    @Test
    void fault01WorkerKilledBetweenStepsRepeatsNoStep() {
        List<CrashPoint> between = pointsOf(NONE).stream()
                .filter(point -> point.moment() == Moment.AFTER_RESULT)
                .toList();

        assertThat(between).hasSizeGreaterThan(4).allSatisfy(point -> {
            beginAnew();
            program(NONE).dieAt(point, stores);
            RunResult result = program(NONE).carryOut(stores);

            assertThat(result.completed()).isTrue();
            assertThat(world.executions(NONE)).hasSize(1);
            assertThat(modelCalls).hasValue(2);
            assertThat(rows()).extracting(JournalRow::attempt).containsOnly(1);
        });
    }

    /** {@link ToolRecoveryTests} proves it for all kinds of tools, and for what the person finds out. */
    @Test
    void fault02WorkerKilledInsideAToolCallUsesTheSameKeyAgainOrLeavesItToAPerson() {
        program(KEYED).dieAt(theToolCall(KEYED, Moment.AFTER_EFFECT), stores);
        RunResult keyed = program(KEYED).carryOut(stores);

        assertThat(keyed.completed()).isTrue();
        assertThat(world.executions(KEYED)).hasSize(2);
        assertThat(world.executions(KEYED).stream().distinct()).hasSize(1);

        program(NONE).dieAt(theToolCall(NONE, Moment.AFTER_EFFECT), stores);
        RunResult parked = program(NONE).carryOut(stores);

        assertThat(parked.stopReason()).isEqualTo(StopReason.IN_DOUBT);
        assertThat(world.executions(NONE)).hasSize(1);
        assertThat(stores.journal().waits()).extracting(Wait::kind).containsExactly(Wait.Kind.DOUBT);
    }

    /** The journals' contract, {@code JournalContract}, proves it for every journal. */
    @Test
    void fault12SignalTwiceEarlyAndLateCountsOnce() {
        Journal journal = stores.journal();

        assertThat(journal.signal("t-1", "early", "1")).isInstanceOf(Delivery.Accepted.class);
        assertThat(journal.signal("t-1", "early", "2")).isEqualTo(new Delivery.Earlier("1"));
        assertThat(context().await("early", Integer.class, Duration.ZERO)).contains(1);

        assertThatThrownBy(() -> awaitLate(context())).isInstanceOf(ParkedException.class);
        Wait wait = journal.waits().getFirst();
        timer.step(Duration.ofHours(1));
        DurableContext context = context();
        assertThat(awaitLate(context)).isFalse();
        assertThat(journal.answer(wait, "3")).isInstanceOf(Delivery.TooLate.class);

        end(context);
        assertThat(journal.signal("t-1", "after the end", "4")).isInstanceOf(Delivery.TooLate.class);
        assertThat(awaitLate(context())).isFalse();
    }

    /** Awaits the early signal, which is there, and then a late one. */
    private static boolean awaitLate(DurableContext context) {
        assertThat(context.await("early", Integer.class, Duration.ZERO)).contains(1);
        return context.await("late", Integer.class, Duration.ofHours(1)).isPresent();
    }

    private static void end(DurableContext context) {
        context.transact(
                "end",
                "",
                Recovery.rerun(),
                String.class,
                attempt -> new Done<>("ended", Effects.none().ending()));
    }

    /** {@code WaitingTaskTests} shows what a run tells that was overtaken. */
    @Test
    void fault13SameTaskRunTwiceAtOnceTakesEffectOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        ModelClient slow = (request, listener) -> {
            asked.countDown();
            await(overtaken);
            return reply(request, NONE);
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RunResult> first =
                    threads.submit(() -> runner(stores, slow, tool(NONE)).run(task("t-1")));
            await(asked);
            RunResult second =
                    threads.submit(() -> program(NONE).carryOut(stores)).get();
            overtaken.countDown();

            assertThat(second.completed()).isTrue();
            assertThatThrownBy(first::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(StaleEpochException.class);
        }
        assertThat(world.executions(NONE)).hasSize(1);
        assertThat(Charges.in(stores.ledger()).attempts()).doesNotHaveDuplicates();
        assertThat(rows()).extracting(JournalRow::epoch).containsOnly(1L, 2L).isSorted();
    }

    /** {@code JournaledContextTests} shows how a task that is taken up again sleeps for the rest. */
    @Test
    void fault14ClockStepsBackAndForwardAndTimersEndOnce() {
        DurableContext first = context();
        first.sleep(Duration.ofHours(2));
        work(first, Duration.ofHours(-3));

        DurableContext second = context();
        second.sleep(Duration.ofHours(2));
        work(second, Duration.ZERO);
        timer.step(Duration.ofHours(5));
        second.sleep(Duration.ofHours(1));
        timer.step(Duration.ofHours(1));

        DurableContext third = context();
        third.sleep(Duration.ofHours(2));
        work(third, Duration.ZERO);
        third.sleep(Duration.ofHours(1));

        assertThat(timer.waits())
                .as(
                        "the first sleep ends at the same time, and only the clock that was set back has to come there again")
                .containsExactly(
                        JumpingTimer.NINE.plus(Duration.ofHours(2)),
                        JumpingTimer.NINE.plus(Duration.ofHours(2)),
                        JumpingTimer.NINE.plus(Duration.ofHours(8)));
        assertThat(rows()).extracting(JournalRow::name).containsExactly("sleep", "work", "sleep");
        assertThat(rows()).noneMatch(row -> row.took().isNegative());
        assertThat(third.worked()).isEqualTo(Duration.ofHours(3));
    }

    private void work(DurableContext context, Duration change) {
        context.step("work", "", Recovery.rerun(), String.class, attempt -> {
            timer.step(change);
            return "done";
        });
    }

    /** {@code GoldenJournalTests} goes on with journals of earlier programs. */
    @Test
    void fault15CodeChangeStopsTheTaskBeforeItDoesAnythingElse() {
        program(NONE).dieAt(theToolCall(NONE, Moment.BEFORE_INTENT), stores);
        List<JournalRow> before = rows();
        Task changed = task("t-1").withAgent(agent().withInstructions("You are another clerk."));

        RunResult stopped = runner(stores, asking(NONE), tool(NONE)).run(changed);

        assertThat(stopped.stopReason()).isEqualTo(StopReason.PROGRAM_CHANGED);
        assertThat(rows()).isEqualTo(before);
        assertThat(world.executions(NONE)).isEmpty();

        assertThat(program(NONE).carryOut(stores).completed()).isTrue();
        assertThat(world.executions(NONE)).hasSize(1);
    }

    /** {@code FaultMatrixIntegrationTests} brings each of these about on the wire, and {@code FallbackTests} asks other models. */
    @Test
    void fault16ModelRejectsAreTriedAFewTimesAndEachIsWrittenDownAndChargedOnce() {
        List<ModelException> rejects = List.of(
                new ModelException(Kind.RATE, "429", null),
                new ModelException(Kind.TRANSIENT, "500", null),
                new ModelException(Kind.TRANSIENT, "timeout", null),
                new ModelException(Kind.TRANSIENT, "empty choice", null),
                new ModelException(Kind.UNREACHABLE, "no connection", null));
        int attempts = agent().limits().attempts();

        assertThat(rejects).allSatisfy(reject -> {
            beginAnew();
            RunResult result = runner(stores, rejecting(reject, Integer.MAX_VALUE), tool(NONE))
                    .run(task("t-1"));

            assertThat(result.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
            assertThat(modelCalls).hasValue(attempts);
            assertThat(rows()).filteredOn(row -> row.name().equals("model")).hasSize(attempts);
            assertThat(Charges.in(stores.ledger()).attempts()).hasSize(attempts).doesNotHaveDuplicates();
            assertThat(account("task:t-1").held()).isZero();
        });
        assertThat(rejects).allSatisfy(reject -> {
            beginAnew();
            RunResult result =
                    runner(stores, rejecting(reject, attempts - 1), tool(NONE)).run(task("t-1"));

            assertThat(result.completed()).isTrue();
            assertThat(world.executions(NONE)).hasSize(1);
            assertThat(account("task:t-1").spent())
                    .isEqualTo(Charges.in(stores.ledger()).tokens());
        });

        beginAnew();
        RunResult unknown = runner(stores, asking(KEYED), tool(NONE)).run(task("t-1"));

        assertThat(unknown.completed()).isTrue();
        assertThat(unknown.toolCalls()).extracting(RunResult.ToolUse::outcome).containsExactly("retry");
    }

    private ModelClient rejecting(ModelException reject, int times) {
        return (request, listener) -> {
            if (modelCalls.incrementAndGet() <= times) {
                throw reject;
            }
            return reply(request, NONE);
        };
    }

    /** The ledgers' contract proves it for random operations; this is for whole tasks. */
    @Test
    void fault17FiftyTasksRaceForTheLastTokensAndNeverExceedTheLimit() throws Exception {
        int tasks = 50;
        stores.ledger().open("team", 20_000);
        Queue<Account> seen = new ConcurrentLinkedQueue<>();
        ModelClient watching = (request, listener) -> {
            seen.add(account("team"));
            return new ModelReply(AiMessage.from("Done."), Usage.of(400, 600), FinishReason.STOP);
        };
        AgentRunner runner = runner(stores, watching, tool(NONE));
        List<Callable<RunResult>> runs = new ArrayList<>();
        for (int i = 1; i <= tasks; i++) {
            Task task = task("t-" + i).withFunding(List.of("team"));
            runs.add(() -> runner.run(task));
        }
        long spent = 0;
        int refused = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks)) {
            for (Future<RunResult> run : threads.invokeAll(runs)) {
                spent += run.get().usage().total();
                refused += run.get().completed() ? 0 : 1;
            }
        }

        assertThat(seen).isNotEmpty().allMatch(account -> account.spent() + account.held() <= 20_000);
        assertThat(refused).isBetween(tasks - 20, tasks - 1);
        assertThat(account("team")).isEqualTo(new Account("team", 20_000, spent, 0));
        assertThat(spent).isPositive().isLessThanOrEqualTo(20_000);
    }

    /** {@code JournaledContextTests} shows how a person lets such a step be tried again. */
    @Test
    void fault18PoisonTaskIsLeftToAPersonAfterFiveDeathsAndOthersGoOn() {
        AtomicInteger deaths = new AtomicInteger();
        Tool poison = tool(REPEATABLE, call -> {
            deaths.incrementAndGet();
            throw new Crash(new CrashPoint(1, "tool", Moment.AFTER_INTENT));
        });
        AgentRunner runner = runner(stores, asking(REPEATABLE), poison);
        for (int run = 1; run <= 5; run++) {
            assertThatThrownBy(() -> runner.run(task("t-1"))).isInstanceOf(Crash.class);
        }

        RunResult quarantined = runner.run(task("t-1"));
        RunResult other = runner(stores, asking(NONE), tool(NONE)).run(task("t-2"));

        assertThat(quarantined.stopReason()).isEqualTo(StopReason.IN_DOUBT);
        assertThat(deaths).hasValue(5);
        assertThat(stores.journal().waits()).extracting(Wait::task).containsExactly("t-1");
        assertThat(other.completed()).isTrue();
    }

    /** {@code WaitingTaskTests} cancels tasks that wait, and during a model call. */
    @Test
    void fault19CancelDuringAToolCallInterruptsItAndNothingTakesEffectAfterwards() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        List<String> told = new ArrayList<>();
        Tool deaf = new Tool(specification(TRANSACTIONAL), contract(TRANSACTIONAL), new Deaf(called, told));
        AtomicReference<Thread> worker = new AtomicReference<>();
        RunResult result;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<RunResult> run = threads.submit(() -> {
                worker.set(Thread.currentThread());
                return runner(stores, asking(TRANSACTIONAL), deaf).run(task("t-1"));
            });
            await(called);
            stores.journal().cancel("t-1", new Cancellation("li.na", "no longer needed"));
            worker.get().interrupt();
            result = run.get();
        }

        RunResult again = runner(stores, asking(TRANSACTIONAL), deaf).run(task("t-1"));

        assertThat(told).containsExactly("interrupted");
        assertThat(result.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(again.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(stores.journal().latest("letters")).isEmpty();
        assertThat(rows().getLast().state()).isEqualTo(JournalRow.State.INTENT);
        assertThat(account("task:t-1").held()).isZero();
    }

    /** A tool that hears of the interrupt and writes its letter all the same. */
    private record Deaf(CountDownLatch called, List<String> told) implements ToolHandler {

        @Override
        public ToolResult handle(ToolCall call) {
            throw new IllegalStateException("A transactional tool is asked for a draft");
        }

        @Override
        public Drafted draft(ToolCall call) {
            called.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                told.add("interrupted");
            }
            return new Drafted(
                    new ToolResult.Success("written"),
                    List.of(new Draft("letters", 1, "Dear ...")),
                    () -> told.add("accepted"));
        }
    }

    @Test
    void fault21ErrorsInAToolAreToldToTheModelAndTheTaskGoesOn() {
        List<ToolHandler> failing = List.of(
                call -> new ToolResult.Success("depth " + depth(1)),
                call -> new ToolResult.Success("room for " + new long[Integer.MAX_VALUE].length));

        assertThat(failing).allSatisfy(handler -> {
            beginAnew();
            List<ChatMessage> seen = new ArrayList<>();
            ModelClient model = (request, listener) -> {
                seen.addAll(request.messages());
                return reply(request, NONE);
            };

            RunResult result = runner(stores, model, tool(NONE, handler)).run(task("t-1"));

            assertThat(result.completed()).isTrue();
            assertThat(result.toolCalls())
                    .extracting(RunResult.ToolUse::outcome)
                    .containsExactly("failure");
            assertThat(seen.toString()).contains("Tool 'kind.none' failed: ");
            assertThat(rows()).allMatch(row -> row.state() == JournalRow.State.DONE);
            assertThat(program(NONE).carryOut(stores).answer()).isEqualTo(result.answer());
        });
    }

    private static int depth(int reached) {
        return reached == 0 ? 0 : 1 + depth(reached + 1);
    }

    private void beginAnew() {
        stores = Stores.inMemory();
        world.forget();
        modelCalls.set(0);
    }

    private List<JournalRow> rows() {
        return stores.journal().rows("t-1");
    }

    private Account account(String name) {
        return stores.ledger().account(name).orElseThrow();
    }

    private DurableContext context() {
        return new JournaledContext(stores.journal(), "t-1", timer, new SplittableRandom(1));
    }

    /** Where a process can die that calls a tool of this kind; what it did to find out is forgotten. */
    private List<CrashPoint> pointsOf(Idempotency kind) {
        List<CrashPoint> points = program(kind).points(Stores.inMemory());
        beginAnew();
        return points;
    }

    private CrashPoint theToolCall(Idempotency kind, Moment moment) {
        return pointsOf(kind).stream()
                .filter(point -> point.name().equals("tool") && point.moment() == moment)
                .findFirst()
                .orElseThrow();
    }

    private Program program(Idempotency kind) {
        return present -> runner(present, asking(kind), tool(kind)).run(task("t-1"));
    }

    private AgentRunner runner(Stores present, ModelClient model, Tool tool) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(tool))
                .ledger(present.ledger())
                .memory(present.memory())
                .journal(present.journal())
                .timer(timer)
                .build();
    }

    private static Task task(String id) {
        return Task.of(id, agent(), "Do it.", "li.na", 50_000);
    }

    private static Agent agent() {
        return Agent.named("clerk").withTools("kind.*");
    }

    private Tool tool(Idempotency kind) {
        return new KindOfTool(kind, world, stores.journal()).tool();
    }

    private static Tool tool(Idempotency kind, ToolHandler handler) {
        return new Tool(specification(kind), contract(kind), handler);
    }

    private static ToolSpecification specification(Idempotency kind) {
        return ToolSpecification.builder().name(KindOfTool.name(kind)).build();
    }

    private static ToolContract contract(Idempotency kind) {
        return new ToolContract(Effect.WRITE, Risk.LOW, Confirmation.NOT_REQUIRED, kind);
    }

    /** A model that asks for the tool, and is content with whatever comes of it. */
    private ModelClient asking(Idempotency kind) {
        return (request, listener) -> {
            modelCalls.incrementAndGet();
            return reply(request, kind);
        };
    }

    private static ModelReply reply(ChatRequest request, Idempotency kind) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("call-1")
                .name(KindOfTool.name(kind))
                .arguments("{}")
                .build();
        return request.messages().stream().anyMatch(AiMessage.class::isInstance)
                ? new ModelReply(AiMessage.from("Done."), USED, FinishReason.STOP)
                : new ModelReply(AiMessage.from(call), USED, FinishReason.TOOL_EXECUTION);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
