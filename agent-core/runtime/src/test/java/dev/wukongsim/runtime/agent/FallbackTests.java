package dev.wukongsim.runtime.agent;

import static dev.wukongsim.runtime.agent.ScriptedModel.calls;
import static dev.wukongsim.runtime.agent.ScriptedModel.fails;
import static dev.wukongsim.runtime.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Limits;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTests {

    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final InMemoryJournal journal = new InMemoryJournal(ledger, new InMemoryMemoryStore());
    private final AgentRunnerTests.JumpingTimer timer = new AgentRunnerTests.JumpingTimer();
    private TranscriptRecorder recorder = TranscriptRecorder.inMemory(timer::now);
    private PriceList prices = PriceList.unpriced();

    @Test
    void waitsAsLongAsTheEndpointWants() {
        ScriptedModel model = new ScriptedModel(fails(Kind.RATE, "busy", Duration.ofSeconds(45)), says("There."));

        RunResult result = run(model, agent());

        assertThat(result.completed()).isTrue();
        assertThat(Duration.between(START, timer.now())).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void doesNotWaitLongerThanTwoMinutes() {
        ScriptedModel model = new ScriptedModel(fails(Kind.RATE, "Busy", Duration.ofMinutes(10)));

        RunResult result = run(model, agent());

        assertThat(result.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(result.message())
                .contains(
                        "Busy; it wants to be left alone for PT10M, and a task waits PT2M at most; when that is mended: wukong resume t-1");
        assertThat(timer.waited).isEmpty();
    }

    @Test
    void aTaskThatIsTakenUpAgainWaitsForTheRestAlone() {
        ScriptedModel first = new ScriptedModel(fails(Kind.RATE, "busy", Duration.ofMinutes(1)), () -> {
            throw new IllegalStateException("the process died");
        });
        run(first, agent());
        Instant wake = timer.now();

        RunResult result = run(new ScriptedModel(says("There.")), agent());

        assertThat(result.completed()).isTrue();
        assertThat(timer.now()).isEqualTo(wake);
    }

    @Test
    void asksTheNextModelWhenTheAttemptsAreUsedUp() {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.TRANSIENT, "broken"), fails(Kind.TRANSIENT, "broken"), says("There.", Usage.of(10, 5)));
        prices = (name, usage) -> Optional.of(new Money("CNY", name.equals("second") ? 1_000_000 : usage.total()));

        RunResult result = run(model, agent().withFallback("second", "third"));

        assertThat(models(model)).containsExactly("first", "first", "second");
        assertThat(result.models()).containsExactly("first", "second");
        assertThat(recorder.transcript().events(RunEvent.ModelFellBack.class))
                .containsExactly(new RunEvent.ModelFellBack(1, "first", "second", Kind.TRANSIENT));
        assertThat(recorder.transcript().events(RunEvent.ModelFailed.class))
                .extracting(RunEvent.ModelFailed::retrying)
                .containsExactly(true, false);
        assertThat(recorder.transcript().events(RunEvent.ModelReplied.class))
                .extracting(RunEvent.ModelReplied::cost)
                .containsExactly(new Money("CNY", 1_000_000));
    }

    @Test
    void staysWithTheOtherModelToTheEndOfTheTask() {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.MODEL_UNAVAILABLE, "no such model"), calls("c1", "mail.count", "{}"), says("None."));

        RunResult result = run(model, agent().withFallback("second"));

        assertThat(result.completed()).isTrue();
        assertThat(models(model)).containsExactly("first", "second", "second");
        assertThat(timer.waited).isEmpty();
    }

    @Test
    void doesNotWaitLongWhereThereIsAnotherModel() {
        ScriptedModel model =
                new ScriptedModel(fails(Kind.UNREACHABLE, "closed to calls", Duration.ofSeconds(30)), says("There."));

        run(model, agent().withFallback("second"));

        assertThat(models(model)).containsExactly("first", "second");
        assertThat(timer.waited).isEmpty();
    }

    @Test
    void namesAllModelsThatWereAskedInVain() {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.MODEL_UNAVAILABLE, "no first"),
                fails(Kind.RATE, "busy"),
                fails(Kind.RATE, "busy"),
                fails(Kind.MODEL_UNAVAILABLE, "no third"));

        RunResult result = run(model, agent().withFallback("second", "third"));

        assertThat(result.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(result.message())
                .contains("no third; asked in vain: first, second, third; when that is mended: wukong resume t-1");
        assertThat(result.budget().held()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MONEY", "SAFETY", "CONTEXT_OVERFLOW", "CONFIGURATION"})
    void asksNoOtherModelWhereThatIsNoRemedy(Kind kind) {
        ScriptedModel model = new ScriptedModel(fails(kind, "refused"));

        RunResult result = run(model, agent().withFallback("second"));

        assertThat(result.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(result.message())
                .contains(kind.isForGood() ? "refused" : "refused; when that is mended: wukong resume t-1");
        assertThat(models(model)).containsExactly("first");
    }

    @Test
    void aReplayFallsBackInTheSamePlaceWithoutAskingAgain() {
        ScriptedModel first = new ScriptedModel(
                fails(Kind.RATE, "busy", Duration.ofSeconds(15)),
                fails(Kind.RATE, "busy"),
                calls("c1", "mail.count", "{}"),
                () -> {
                    throw new IllegalStateException("the process died");
                });
        run(first, agent().withFallback("second"));
        Instant died = timer.now();
        recorder = TranscriptRecorder.inMemory(timer::now);
        ScriptedModel second = new ScriptedModel(says("None."));

        RunResult result = run(second, agent().withFallback("second"));

        assertThat(result.completed()).isTrue();
        assertThat(models(second)).containsExactly("second");
        assertThat(recorder.transcript().events(RunEvent.ModelFellBack.class)).hasSize(1);
        assertThat(timer.now()).isEqualTo(died);
    }

    private RunResult run(ScriptedModel model, Agent agent) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(AnnotatedTools.of(new Mailbox())))
                .ledger(ledger)
                .journal(journal)
                .timer(timer)
                .prices(prices)
                .listener(recorder)
                .build()
                .run(Task.of("t-1", agent, "Look after my mail.", "li.na", 50_000));
    }

    private static List<String> models(ScriptedModel model) {
        return model.requests().stream().map(ChatRequest::modelName).toList();
    }

    static Agent agent() {
        return Agent.named("secretary")
                .withModel("first")
                .withTools("mail.*")
                .withLimits(new Limits(20, 1_024, 2, Duration.ofMinutes(30), Duration.ofDays(3)));
    }

    static final class Mailbox {

        @Tool(
                name = "mail.count",
                value = "Counts letters.",
                metadata =
                        "{\"effect\":\"read\",\"risk\":\"low\",\"confirmation\":\"not_required\",\"idempotency\":\"repeatable\"}")
        String count() {
            return "0 letters";
        }
    }
}
