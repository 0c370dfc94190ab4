package dev.wukongsim.runtime.agent;

import static dev.wukongsim.runtime.agent.ScriptedModel.breaksOff;
import static dev.wukongsim.runtime.agent.ScriptedModel.calls;
import static dev.wukongsim.runtime.agent.ScriptedModel.fails;
import static dev.wukongsim.runtime.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Limits;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.planning.UnknownPlannerException;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.UnknownToolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentRunnerTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final InMemoryMemoryStore memory = new InMemoryMemoryStore();
    private final InMemoryJournal journal = new InMemoryJournal(ledger, memory);
    private final JumpingTimer timer = new JumpingTimer();
    private final TranscriptRecorder recorder = TranscriptRecorder.inMemory(timer::now);
    private final Mailbox mailbox = new Mailbox();
    private Approver approver = Approver.nobody();
    private PriceList prices = PriceList.unpriced();

    @Test
    void finishesWithTheAnswerAndCountsEveryToken() {
        ScriptedModel model = new ScriptedModel(calls("c1", "mail.count", "{}"), says("You have 0 letters."));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(result.answer()).contains("You have 0 letters.");
        assertThat(result.usage().total()).isEqualTo(220);
        assertThat(result.usage().calls()).isEqualTo(2);
        assertThat(result.budget()).isEqualTo(new Account("task:t-1", 50_000, 220, 0));
        assertThat(result.toolCalls()).extracting(RunResult.ToolUse::name).containsExactly("mail.count");
        assertThat(model.requests().getLast().messages().getLast().toString()).contains("0 letters");
    }

    @Test
    void stopsBeforeTheCallThatTheBudgetCannotPay() {
        ScriptedModel model = new ScriptedModel();

        RunResult result = run(model, task("react").withBudget(50));

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.message().orElseThrow()).contains("Account 'task:t-1' may use 50 tokens");
        assertThat(model.requests()).isEmpty();
        assertThat(result.budget().spent()).isZero();
    }

    @Test
    void keepsWhatTheModelSaidLastWhenTheBudgetCutsItShort() {
        ScriptedModel model = new ScriptedModel(breaksOff("The first half"));
        long enoughForHalfAnAnswer = 900;

        RunResult result = run(model, task("react").withBudget(enoughForHalfAnAnswer));

        assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET_EXHAUSTED);
        assertThat(result.answer()).contains("The first half");
        assertThat(model.requests().getFirst().maxOutputTokens()).isLessThan(1_024);
    }

    @Test
    void namesTheFundingAccountThatLacksRoom() {
        ledger.open("organisation", 60);

        RunResult result = run(new ScriptedModel(), task("react").withFunding(List.of("organisation")));

        assertThat(result.message().orElseThrow()).contains("Account 'organisation' may use 60 tokens");
    }

    @Test
    void stopsAtTheMostModelCalls() {
        ScriptedModel model = new ScriptedModel(calls("c1", "mail.count", "{}"), calls("c2", "mail.count", "{}"));
        Agent agent = agent("react").withLimits(Limits.DEFAULT.withModelCalls(2));

        RunResult result = run(model, task("react").withAgent(agent));

        assertThat(result.stopReason()).isEqualTo(StopReason.ITERATION_LIMIT);
    }

    @Test
    void noticesAnAgentThatTurnsInCircles() {
        ScriptedModel model = new ScriptedModel(
                calls("c1", "mail.count", "{}"), calls("c2", "mail.count", "{}"), calls("c3", "mail.count", "{}"));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.LOOP_DETECTED);
        assertThat(model.requests()).hasSize(3);
    }

    @Test
    void stopsWhenTheTimeIsUp() {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.TRANSIENT, "broken"), calls("c1", "mail.count", "{}"), says("never asked for"));
        Limits oneSecond = new Limits(20, 1_024, 3, Duration.ofMillis(400), Duration.ofDays(3));

        RunResult result = run(model, task("react").withAgent(agent("react").withLimits(oneSecond)));

        assertThat(result.stopReason()).isEqualTo(StopReason.TIMEOUT);
    }

    @Test
    void waitsAndTriesAgainWhenTheEndpointFailsForAWhile() {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.TRANSIENT, "connection reset"), fails(Kind.RATE, "slow down"), says("There."));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(recorder.transcript().events(RunEvent.ModelFailed.class)).hasSize(2);
        assertThat(timer.waited).hasSize(2);
        assertThat(result.budget().held()).isZero();
        assertThat(result.budget().spent()).isEqualTo(result.usage().total());
        assertThat(result.usage().estimated()).isTrue();
    }

    @Test
    void pricesEveryAttemptAndNothingThatIsNotPriced() {
        ScriptedModel model = new ScriptedModel(fails(Kind.TRANSIENT, "broken"), says("There."));
        prices = (name, usage) -> Optional.of(new Money("CNY", usage.total()));

        RunResult priced = run(model, task("react"));

        assertThat(priced.cost()).contains(new Money("CNY", priced.usage().total()));
    }

    @Test
    void aRunThatAskedForNothingCostsNothingOrIsUnknown() {
        RunResult unpriced = run(new ScriptedModel(), task("react").withBudget(50));
        prices = (name, usage) -> Optional.of(new Money("CNY", usage.total()));
        RunResult priced = run(new ScriptedModel(), task("react").withBudget(50));

        assertThat(unpriced.cost()).isEmpty();
        assertThat(priced.cost()).contains(new Money("CNY", 0));
    }

    @Test
    void doesNotRepeatWhatCannotHelp() {
        ScriptedModel model = new ScriptedModel(fails(Kind.MONEY, "The prepaid bill is overdue."));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(result.message()).contains("The prepaid bill is overdue.; when that is mended: wukong resume t-1");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void tellsTheModelWhatItGotWrongInsteadOfFailing() {
        ScriptedModel model = new ScriptedModel(
                calls("c1", "mail.sned", "{}"),
                calls("c2", "mail.count", "{\"verbose\":true}"),
                calls("c3", "mail.count", "not json"),
                says("I give up."));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(recorder.transcript().events(RunEvent.ToolReturned.class))
                .extracting(RunEvent.ToolReturned::outcome)
                .containsExactly("retry", "retry", "retry");
    }

    @Test
    void stopsWhereAPersonIsWantedAndNobodyIsThere() {
        ScriptedModel model = new ScriptedModel(calls("c1", "mail.send", "{\"text\":\"hello\"}"));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.AWAITING_APPROVAL);
        assertThat(mailbox.sent).isEmpty();
    }

    @Test
    void goesOnWhenThePersonAgreesAndDoesNotAskTwice() {
        List<String> asked = new ArrayList<>();
        approver = (call, reason) -> {
            asked.add(reason);
            return Approver.Answer.GRANTED;
        };
        ScriptedModel model =
                new ScriptedModel(calls("c1", "mail.send", "{\"text\":\"hello\"}"), says("Sent."), says("unused"));
        run(model, task("react"));

        RunResult again = run(model, task("react"));

        assertThat(again.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(asked).hasSize(1);
    }

    @Test
    void tellsTheModelThatThePersonSaidNo() {
        approver = (call, reason) -> Approver.Answer.DENIED;
        ScriptedModel model = new ScriptedModel(calls("c1", "mail.send", "{\"text\":\"hello\"}"), says("Not sent."));

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(result.toolCalls()).extracting(RunResult.ToolUse::outcome).containsExactly("denied");
        assertThat(mailbox.sent).isEmpty();
    }

    @Test
    void needsNobodyForWhatWasConfirmedBeforehand() {
        ScriptedModel model = new ScriptedModel(calls("c1", "mail.send", "{\"text\":\"hello\"}"), says("Sent."));

        RunResult result = run(model, task("react").withConfirmed(List.of("mail.*")));

        assertThat(result.stopReason()).isEqualTo(StopReason.COMPLETED);
        assertThat(mailbox.sent).containsExactly("hello");
    }

    @Test
    void aTaskThatIsTakenUpAgainDoesNothingTwice() {
        ScriptedModel model = new ScriptedModel(calls("c1", "mail.send", "{\"text\":\"hello\"}"), says("Sent."));
        Task task = task("react").withConfirmed(List.of("mail.send"));
        RunResult first = run(model, task);

        RunResult second = run(model, task);

        assertThat(second.answer()).isEqualTo(first.answer());
        assertThat(model.requests()).hasSize(2);
        assertThat(mailbox.sent).containsExactly("hello");
        assertThat(ledger.account("task:t-1")).contains(new Account("task:t-1", 50_000, 220, 0));
        assertThat(memory.read("task:t-1")).hasSize(4);
    }

    @Test
    void aSessionRemembersEarlierTasks() {
        ScriptedModel model = new ScriptedModel(says("Hello Li Na."), says("You are Li Na."));
        run(model, task("react").withSession("chat"));

        run(model, Task.of("t-2", agent("react"), "Who am I?", "li.na", 50_000).withSession("chat"));

        assertThat(model.requests().getLast().messages())
                .contains(AiMessage.from("Hello Li Na."))
                .endsWith(UserMessage.from("Who am I?"));
    }

    @Test
    void plansThenCarriesOutEachStepThenAnswers() {
        ScriptedModel model = new ScriptedModel(
                says("```json\n[\"Count the letters\", \"Think\"]\n```"),
                calls("c1", "mail.count", "{}"),
                says("There are none."),
                says("Thought."),
                says("Nothing to do."));

        RunResult result = run(model, task("plan-and-execute"));

        assertThat(result.answer()).contains("Nothing to do.");
        assertThat(recorder.transcript().events(RunEvent.ModelAsked.class))
                .extracting(RunEvent.ModelAsked::prompt)
                .contains(
                        "Step 1 of 2: Count the letters",
                        "Step 2 of 2: Think",
                        "All steps are done. Give the final answer.");
        assertThat(model.requests().getFirst().toolSpecifications()).isEmpty();
    }

    @Test
    void refusesAnUnknownPlannerBeforeAnythingRuns() {
        assertThatThrownBy(() -> run(new ScriptedModel(), task("guess")))
                .isInstanceOf(UnknownPlannerException.class)
                .hasMessage("Planner 'guess' not found; known planners: plan-and-execute, react");
    }

    @Test
    void refusesAnUnknownToolBeforeAnythingRuns() {
        Task task = task("react").withAgent(agent("react").withTools("mail.burn"));

        assertThatThrownBy(() -> run(new ScriptedModel(), task))
                .isInstanceOf(UnknownToolException.class)
                .hasMessage("Tool 'mail.burn' not found; known tools: mail.count, mail.send");
    }

    @Test
    void aPlatformFailureIsAResultToo() {
        ScriptedModel model = new ScriptedModel(() -> {
            throw new IllegalStateException("the disk is full");
        });

        RunResult result = run(model, task("react"));

        assertThat(result.stopReason()).isEqualTo(StopReason.INTERNAL_ERROR);
        assertThat(result.message()).contains("the disk is full");
        assertThat(result.budget().held()).isZero();
    }

    @Test
    void theTranscriptTellsTheWholeStory() {
        run(new ScriptedModel(calls("c1", "mail.count", "{}"), says("None.")), task("react"));

        assertThat(recorder.transcript().events().map(event -> event.getClass().getSimpleName()))
                .containsExactly(
                        "TaskStarted",
                        "ModelAsked",
                        "ModelReplied",
                        "ToolCalled",
                        "ToolReturned",
                        "ModelAsked",
                        "ModelReplied",
                        "TaskEnded");
    }

    private RunResult run(ScriptedModel model, Task task) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(AnnotatedTools.of(mailbox)))
                .ledger(ledger)
                .journal(journal)
                .memory(memory)
                .timer(timer)
                .approver(approver)
                .prices(prices)
                .listener(recorder)
                .build()
                .run(task);
    }

    private static Task task(String planner) {
        return Task.of("t-1", agent(planner), "Look after my mail.", "li.na", 50_000);
    }

    private static Agent agent(String planner) {
        return Agent.named("secretary")
                .withInstructions("You look after mail.")
                .withPlanner(planner)
                .withTools("mail.*");
    }

    /** A tool class as any LangChain4j user writes it. */
    static final class Mailbox {

        final List<String> sent = new ArrayList<>();

        @Tool(
                name = "mail.count",
                value = "Counts letters.",
                metadata =
                        "{\"effect\":\"read\",\"risk\":\"low\",\"confirmation\":\"not_required\",\"idempotency\":\"repeatable\"}")
        String count() {
            return sent.size() + " letters";
        }

        @Tool(name = "mail.send", value = "Sends a letter.")
        String send(String text) {
            sent.add(text);
            return "sent";
        }
    }

    /** Time that passes only when somebody waits. */
    static class JumpingTimer implements Timer {

        private Instant now = Instant.parse("2026-11-22T09:00:00Z");
        final List<Instant> waited = new ArrayList<>();

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void waitUntil(Instant time) {
            waited.add(time);
            now = time;
        }
    }
}
