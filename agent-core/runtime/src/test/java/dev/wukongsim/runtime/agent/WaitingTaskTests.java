package dev.wukongsim.runtime.agent;

import static dev.wukongsim.runtime.agent.ScriptedModel.calls;
import static dev.wukongsim.runtime.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationParameters;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Limits;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.AskPerson;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.turn.tool.Approval;
import dev.wukongsim.runtime.turn.tool.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that wait for somebody, are ended from outside, or begin where another one stood. */
class WaitingTaskTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final InMemoryMemoryStore memory = new InMemoryMemoryStore();
    private final InMemoryJournal journal = new InMemoryJournal(ledger, memory);
    private final AgentRunnerTests.JumpingTimer timer = new AgentRunnerTests.JumpingTimer();
    private final Cashier cashier = new Cashier();
    private TranscriptRecorder recorder = TranscriptRecorder.inMemory(timer::now);

    @Test
    void waitsForAnApprovalWithoutAThreadAndPaysOnce() {
        RunResult parked = run(paying(), task());
        Wait wait = journal.waits().getFirst();
        journal.answer(wait, answer(wait, true));

        RunResult done = run(new ScriptedModel(says("Paid.")), task());
        RunResult again = run(new ScriptedModel(), task());

        assertThat(parked.stopReason()).isEqualTo(StopReason.AWAITING_APPROVAL);
        assertThat(parked.message())
                .hasValueSatisfying(message -> assertThat(message).contains("wukong approve " + wait.id()));
        assertThat(Approval.of(wait).arguments().path("amount").asInt()).isEqualTo(42);
        assertThat(done.answer()).contains("Paid.");
        assertThat(again.answer()).contains("Paid.");
        assertThat(cashier.paid).containsExactly(42);
        assertThat(journal.waits()).isEmpty();
        assertThat(recorder.transcript().events(RunEvent.ApprovalAnswered.class))
                .extracting(RunEvent.ApprovalAnswered::by)
                .containsExactly("chen.jing");
    }

    @Test
    void tellsTheModelWhoSaidNoAndWhy() {
        run(paying(), task());
        Wait wait = journal.waits().getFirst();
        journal.answer(wait, answer(wait, false));

        RunResult done = run(new ScriptedModel(says("Not paid.")), task());

        assertThat(done.toolCalls()).extracting(RunResult.ToolUse::outcome).containsExactly("denied");
        assertThat(memory.read("task:t-1").toString()).contains("chen.jing did not agree to this call: as told");
        assertThat(cashier.paid).isEmpty();
    }

    @Test
    void takesSilenceForANo() {
        run(paying(), task());
        timer.waitUntil(timer.now().plus(Duration.ofDays(3)));

        RunResult done = run(new ScriptedModel(says("Not paid.")), task());

        assertThat(done.completed()).isTrue();
        assertThat(memory.read("task:t-1").toString())
                .contains("li.na did not agree to this call: nobody answered within PT72H");
        assertThat(cashier.paid).isEmpty();
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void asksAgainIfTheAnswerWasForOtherArguments() {
        run(paying(), task());
        Wait wait = journal.waits().getFirst();
        Approval.Answer other = new Approval.Answer(true, "chen.jing", null, "hash of 41 yuan");
        journal.answer(wait, Canonical.json(other));

        RunResult parked = run(new ScriptedModel(), task());

        assertThat(parked.stopReason()).isEqualTo(StopReason.AWAITING_APPROVAL);
        assertThat(journal.waits())
                .singleElement()
                .satisfies(open -> assertThat(open.id()).isNotEqualTo(wait.id()));
        assertThat(journal.pastWait(wait.id())).contains(wait);
        assertThat(cashier.paid).isEmpty();
    }

    @Test
    void anApprovalHoldsForOneCall() {
        run(paying(), task());
        Wait wait = journal.waits().getFirst();
        journal.answer(wait, answer(wait, true));

        RunResult parked = run(paying(), task());

        assertThat(parked.stopReason()).isEqualTo(StopReason.AWAITING_APPROVAL);
        assertThat(cashier.paid).containsExactly(42);
        assertThat(journal.answer(wait, answer(wait, true))).isInstanceOf(Delivery.Earlier.class);
    }

    @Test
    void waitsForAnAnswerAndGivesItToTheModel() {
        ScriptedModel asking = new ScriptedModel(calls("c1", "person.ask", "{\"question\":\"Which hotel?\"}"));
        RunResult parked = run(asking, task());
        Wait wait = journal.waits().getFirst();
        journal.answer(wait, Canonical.json(new Question.Answer("The one in Nanshan", "li.na")));

        ScriptedModel model = new ScriptedModel(says("Booked."));
        RunResult done = run(model, task());

        assertThat(parked.stopReason()).isEqualTo(StopReason.AWAITING_INPUT);
        assertThat(parked.message())
                .contains("Agent 'clerk' asks li.na: Which hotel?; say: wukong answer " + wait.id() + " TEXT before "
                        + wait.until() + ", then: wukong resume t-1");
        assertThat(done.completed()).isTrue();
        assertThat(model.requests().getLast().messages().toString()).contains("The one in Nanshan");
    }

    @Test
    void goesOnWithoutAnAnswerThatNobodyGave() {
        run(new ScriptedModel(calls("c1", "person.ask", "{\"question\":\"Which hotel?\"}")), task());
        timer.waitUntil(timer.now().plus(Duration.ofDays(4)));

        ScriptedModel model = new ScriptedModel(says("I chose one."));
        RunResult done = run(model, task());

        assertThat(done.completed()).isTrue();
        assertThat(model.requests().getLast().messages().toString())
                .contains("li.na did not answer within PT72H; go on without the answer");
    }

    @Test
    void aTaskThatIsCancelledFromOutsideDoesNothingMore() {
        run(paying(), task());
        Wait wait = journal.waits().getFirst();

        Delivery cancelled = journal.cancel("t-1", new Cancellation("li.na", "no longer needed"));
        RunResult result = run(new ScriptedModel(), task());

        assertThat(cancelled).isEqualTo(new Delivery.Accepted());
        assertThat(result.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(result.message()).contains("Task 't-1' was cancelled by li.na: no longer needed");
        assertThat(journal.answer(wait, answer(wait, true))).isEqualTo(new Delivery.TooLate());
        assertThat(cashier.paid).isEmpty();
    }

    @Test
    void aRunWhoseTaskIsCancelledMeanwhileStopsBeforeItsNextStep() {
        ScriptedModel model = new ScriptedModel(() -> {
            journal.cancel("t-1", new Cancellation("li.na", null));
            return says("Done.").reply();
        });

        RunResult result = run(model, task());

        assertThat(result.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(journal.rows("t-1").getLast().state()).isEqualTo(JournalRow.State.INTENT);
    }

    @Test
    void aRunThatWasOvertakenSaysSoAndTellsNothingMore() {
        ScriptedModel model = new ScriptedModel(() -> {
            journal.claim("t-1");
            return says("Done.").reply();
        });

        assertThatThrownBy(() -> run(model, task()))
                .isInstanceOf(StaleEpochException.class)
                .hasMessageContaining("Task 't-1' was taken over");

        assertThat(recorder.transcript().events(RunEvent.TaskEnded.class)).isEmpty();
        assertThat(ledger.account("task:t-1").orElseThrow().spent()).isZero();
    }

    @Test
    void stopsIfTheProgramHasChangedAndGoesOnWhenItIsPutBack() {
        run(paying(), task());
        Agent other = agent().withInstructions("You are another clerk.");

        RunResult changed = run(new ScriptedModel(), task().withAgent(other));
        Wait wait = journal.waits().getFirst();
        journal.answer(wait, answer(wait, true));
        RunResult done = run(new ScriptedModel(says("Paid.")), task());

        assertThat(changed.stopReason()).isEqualTo(StopReason.PROGRAM_CHANGED);
        assertThat(changed.message())
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("Step 1 of task 't-1' was 'begin' and is now 'begin' with other arguments"));
        assertThat(done.completed()).isTrue();
    }

    @Test
    void aTaskWhoseTimeIsUpGoesOnIfItIsGivenMore() {
        Agent slow = agent().withLimits(new Limits(20, 1_024, 3, Duration.ofMinutes(1), Duration.ofDays(3)));
        ScriptedModel model = new ScriptedModel(() -> {
            timer.waitUntil(timer.now().plus(Duration.ofMinutes(2)));
            return calls("c1", "cashier.count", "{}").reply();
        });

        RunResult late = run(model, task().withAgent(slow));
        RunResult stillLate = run(new ScriptedModel(), task().withAgent(slow));
        RunResult done = resume(new ScriptedModel(says("There are none.")), task().withAgent(slow));

        assertThat(late.stopReason()).isEqualTo(StopReason.TIMEOUT);
        assertThat(late.message())
                .hasValueSatisfying(message -> assertThat(message).contains("wukong resume t-1"));
        assertThat(stillLate.stopReason()).isEqualTo(StopReason.TIMEOUT);
        assertThat(done.stopReason()).isEqualTo(StopReason.TIMEOUT);
        assertThat(resume(new ScriptedModel(says("There are none.")), task().withAgent(slow))
                        .completed())
                .isTrue();
    }

    @Test
    void aForkBeginsWhereTheOtherStoodAndPaysForItsOwnStepsOnly() {
        run(new ScriptedModel(calls("c1", "cashier.count", "{}"), says("None.")), task());
        long spent = ledger.account("task:t-1").orElseThrow().spent();
        Task child = other();

        runner(new ScriptedModel()).fork(task(), 3, child, Optional.of("Count again."));
        newTranscript();
        ScriptedModel model = new ScriptedModel(says("Still none."));
        RunResult forked = run(model, child);

        assertThat(forked.answer()).contains("Still none.");
        assertThat(model.requests()).hasSize(1);
        assertThat(model.requests().getFirst().messages().toString()).contains("Count again.");
        assertThat(recorder.transcript().events(RunEvent.TaskForked.class))
                .containsExactly(new RunEvent.TaskForked("t-1", 3));
        assertThat(recorder.transcript().events(RunEvent.ModelAsked.class))
                .extracting(RunEvent.ModelAsked::step)
                .containsExactly(3);
        assertThat(cashier.counted).isOne();
        assertThat(ledger.account("task:t-1").orElseThrow().spent()).isEqualTo(spent);
        assertThat(ledger.account("task:t-2").orElseThrow().spent())
                .isEqualTo(forked.usage().total());
    }

    @Test
    void aForkMayHaveAnotherPlannerAndModel() {
        run(new ScriptedModel(calls("c1", "cashier.count", "{}"), says("None.")), task());
        Task child = other().withAgent(agent().withPlanner("plan-and-execute").withModel("qwen-max"));

        runner(new ScriptedModel()).fork(task(), 1, child, Optional.empty());
        ScriptedModel model =
                new ScriptedModel(says("[\"a\",\"b\"]"), says("a is done"), says("b too"), says("All done."));
        RunResult forked = run(model, child);

        assertThat(forked.answer()).contains("All done.");
        assertThat(model.requests()).extracting(request -> request.modelName()).containsOnly("qwen-max");
    }

    @Test
    void doesNotForkPastTheEnd() {
        run(new ScriptedModel(calls("c1", "cashier.count", "{}"), says("None.")), task());

        assertThatThrownBy(() -> runner(new ScriptedModel()).fork(task(), 5, other(), Optional.empty()))
                .isInstanceOf(NoSuchStepException.class)
                .hasMessage("Task 't-1' has no step 5; it has steps 1 to 4");
        assertThat(journal.rows("t-2")).isEmpty();
    }

    @Test
    void forksATaskThatWaitsBeforeTheStepAtWhichItWaits() {
        run(paying(), task());

        runner(new ScriptedModel()).fork(task(), 2, other().withConfirmed(List.of("cashier.*")), Optional.empty());
        RunResult forked = run(new ScriptedModel(says("Paid.")), other().withConfirmed(List.of("cashier.*")));

        assertThat(forked.completed()).isTrue();
        assertThat(cashier.paid).containsExactly(42);
        assertThatThrownBy(() -> runner(new ScriptedModel())
                        .fork(task(), 3, Task.of("t-3", agent(), "x", "li.na", 9), Optional.empty()))
                .isInstanceOf(NoSuchStepException.class);
    }

    @Test
    void doesNotForkIntoATaskThatHasBegun() {
        run(new ScriptedModel(says("None.")), task());

        assertThatThrownBy(() -> runner(new ScriptedModel()).fork(task(), 1, task(), Optional.empty()))
                .hasMessage("Task 't-1' has begun already");
    }

    @Test
    void everyCallHasAKeyThatDependsOnNoAttempt() {
        ScriptedModel twice = new ScriptedModel(
                calls("same", "cashier.key", "{}"), calls("same", "cashier.key", "{}"), says("Done."));

        run(twice, task());

        assertThat(cashier.keys).hasSize(2).doesNotHaveDuplicates();
        assertThat(cashier.keys).allSatisfy(key -> assertThat(key).matches("[0-9a-f]{32}"));
    }

    private static ScriptedModel paying() {
        return new ScriptedModel(calls("c1", "cashier.pay", "{\"amount\":42}"));
    }

    private static String answer(Wait wait, boolean granted) {
        return Canonical.json(Approval.of(wait).answered(granted, "chen.jing", "as told"));
    }

    private void newTranscript() {
        recorder = TranscriptRecorder.inMemory(timer::now);
    }

    private RunResult run(ScriptedModel model, Task task) {
        newTranscript();
        return runner(model).run(task);
    }

    private RunResult resume(ScriptedModel model, Task task) {
        newTranscript();
        return runner(model).resume(task);
    }

    private AgentRunner runner(ScriptedModel model) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(AnnotatedTools.of(cashier)).plus(ToolRegistry.of(AskPerson.tool())))
                .ledger(ledger)
                .memory(memory)
                .journal(journal)
                .timer(timer)
                .listener(recorder)
                .build();
    }

    private static Task task() {
        return Task.of("t-1", agent(), "Pay the invoice.", "li.na", 50_000);
    }

    private static Task other() {
        return Task.of("t-2", agent(), "Pay the invoice.", "li.na", 50_000);
    }

    private static Agent agent() {
        return Agent.named("clerk").withInstructions("You pay.").withTools("cashier.*", "person.ask");
    }

    /** Handles money. */
    static final class Cashier {

        private static final String READING =
                "{\"effect\":\"read\",\"confirmation\":\"not_required\",\"idempotency\":\"repeatable\"}";

        private final List<Integer> paid = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private int counted;

        @Tool(name = "cashier.pay")
        void pay(int amount) {
            paid.add(amount);
        }

        @Tool(name = "cashier.count", metadata = READING)
        int count() {
            counted++;
            return 0;
        }

        @Tool(name = "cashier.key", metadata = READING)
        String key(InvocationParameters invocation) {
            ToolCall call = invocation.get(AnnotatedTools.CALL);
            keys.add(call.idempotencyKey());
            return "noted";
        }
    }
}
