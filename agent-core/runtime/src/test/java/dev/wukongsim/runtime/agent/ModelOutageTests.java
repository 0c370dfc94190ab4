package dev.wukongsim.runtime.agent;

import static dev.wukongsim.runtime.agent.ScriptedModel.calls;
import static dev.wukongsim.runtime.agent.ScriptedModel.fails;
import static dev.wukongsim.runtime.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.InMemoryJournal;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.memory.InMemoryMemoryStore;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.tool.AnnotatedTools;
import dev.wukongsim.runtime.tool.ToolRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that cannot be had is no end: the task waits with its state, and goes on when somebody says so. */
class ModelOutageTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final InMemoryJournal journal = new InMemoryJournal(ledger, new InMemoryMemoryStore());
    private final AgentRunnerTests.JumpingTimer timer = new AgentRunnerTests.JumpingTimer();
    private TranscriptRecorder recorder = TranscriptRecorder.inMemory(timer::now);

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SAFETY", "CONTEXT_OVERFLOW"},
            mode = EnumSource.Mode.EXCLUDE)
    void theTaskGoesOnWhereItStood(Kind kind) {
        RunResult stopped = runner(new ScriptedModel(
                        calls("c1", "mail.count", "{}"), fails(kind, "no answer"), fails(kind, "no answer")))
                .run(task());
        ScriptedModel back = new ScriptedModel(says("None."));

        RunResult resumed = runner(back).resume(task());

        assertThat(stopped.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(stopped.message()).contains("no answer; when that is mended: wukong resume t-1");
        assertThat(stopped.budget().held()).isZero();
        assertThat(resumed.completed()).isTrue();
        assertThat(resumed.answer()).contains("None.");
        assertThat(resumed.toolCalls()).hasSize(1);
        assertThat(back.requests()).hasSize(1);
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void nobodyIsAskedBeforeItIsResumed() {
        runner(new ScriptedModel(fails(Kind.CONFIGURATION, "wrong key"))).run(task());
        ScriptedModel back = new ScriptedModel(says("None."));

        RunResult again = runner(back).run(task());

        assertThat(again.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(again.message()).contains("wrong key; when that is mended: wukong resume t-1");
        assertThat(back.requests()).isEmpty();
    }

    @Test
    void asksAsOftenAgainAndStopsAgain() {
        ScriptedModel first = new ScriptedModel(fails(Kind.TRANSIENT, "broken"), fails(Kind.TRANSIENT, "broken"));
        runner(first).run(task());
        ScriptedModel second = new ScriptedModel(fails(Kind.UNREACHABLE, "gone"), fails(Kind.UNREACHABLE, "gone"));
        RunResult again = runner(second).resume(task());
        recorder = TranscriptRecorder.inMemory(timer::now);

        RunResult third = runner(new ScriptedModel(says("None."))).resume(task());

        assertThat(second.requests()).hasSize(2);
        assertThat(again.stopReason()).isEqualTo(StopReason.MODEL_FAILED);
        assertThat(third.completed()).isTrue();
        assertThat(recorder.transcript().events(RunEvent.TaskResumed.class))
                .containsExactly(new RunEvent.TaskResumed(1, 1, 50_000), new RunEvent.TaskResumed(1, 2, 50_000));
    }

    @Test
    void beginsAgainWithTheAgentsOwnModel() {
        Task task = task(FallbackTests.agent().withFallback("second"));
        runner(new ScriptedModel(fails(Kind.MODEL_UNAVAILABLE, "no first"), fails(Kind.MODEL_UNAVAILABLE, "no second")))
                .run(task);
        ScriptedModel back = new ScriptedModel(fails(Kind.MODEL_UNAVAILABLE, "still no first"), says("None."));

        RunResult resumed = runner(back).resume(task);

        assertThat(resumed.completed()).isTrue();
        assertThat(back.requests().stream().map(ChatRequest::modelName)).containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SAFETY", "CONTEXT_OVERFLOW"})
    void whatWillNeverBeAnsweredIsAnEnd(Kind kind) {
        RunResult ended = runner(new ScriptedModel(fails(kind, "refused"))).run(task());
        ScriptedModel unasked = new ScriptedModel(says("None."));

        RunResult resumed = runner(unasked).resume(task());

        assertThat(ended.message()).contains("refused");
        assertThat(resumed.message()).isEqualTo(ended.message());
        assertThat(unasked.requests()).isEmpty();
    }

    @Test
    void aTurnOfAConversationEnds() {
        Task turn = task().withSession("talk");

        RunResult ended = runner(new ScriptedModel(fails(Kind.CONFIGURATION, "wrong key")))
                .run(turn);

        assertThat(ended.message()).contains("wrong key");
        assertThat(journal.waits()).isEmpty();
    }

    @Test
    void aTaskThatWaitsForAModelCanBeCancelled() {
        runner(new ScriptedModel(fails(Kind.CONFIGURATION, "wrong key"))).run(task());
        journal.cancel("t-1", new Cancellation("li.na", "no longer needed"));

        RunResult resumed = runner(new ScriptedModel(says("None."))).resume(task());

        assertThat(resumed.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(journal.waits()).isEmpty();
    }

    private AgentRunner runner(ScriptedModel model) {
        return AgentRunner.builder(model)
                .tools(ToolRegistry.of(AnnotatedTools.of(new FallbackTests.Mailbox())))
                .ledger(ledger)
                .journal(journal)
                .timer(timer)
                .listener(recorder)
                .build();
    }

    private static Task task() {
        return task(FallbackTests.agent());
    }

    private static Task task(Agent agent) {
        return Task.of("t-1", agent, "Look after my mail.", "li.na", 50_000);
    }
}
