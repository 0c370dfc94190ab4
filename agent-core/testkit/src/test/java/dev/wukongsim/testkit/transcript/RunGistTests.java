package dev.wukongsim.testkit.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wukongsim.runtime.agent.RunResult.ToolUse;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunGistTests {

    private static final RunStory STORY = RunStory.ofTask("t-1");

    @Test
    void tellsWhatWasDoneAndSpent() {
        RunGist gist = STORY.told();

        assertThat(gist.stopReason()).isEqualTo("completed");
        assertThat(gist.models()).containsExactly("qwen-plus");
        assertThat(gist.budget()).hasValue(8_000L);
        assertThat(gist.toolCalls())
                .extracting(ToolUse::name, ToolUse::outcome, ToolUse::step)
                .containsExactly(tuple("directory.manager_of", "success", 2), tuple("chat.send", "success", 4));
        assertThat(gist.spending().usage().total()).isEqualTo(330);
        assertThat(gist.spending().cost()).hasValue(new Money("CNY", 330));
    }

    @Test
    void addsUpTheCallsOfARunWithoutAnEnd() {
        RunGist gist = STORY.cutOff();

        assertThat(gist.stopReason()).isEqualTo("unfinished");
        assertThat(gist.spending().usage().calls()).isEqualTo(1);
        assertThat(gist.spending().cost()).hasValue(new Money("CNY", 110));
    }

    @Test
    void partsARunIntoItsSteps() {
        assertThat(STORY.told().steps())
                .extracting(Step::number, step -> step.spending().usage().calls())
                .containsExactly(tuple(1, 1), tuple(2, 0), tuple(3, 1), tuple(4, 0), tuple(5, 1));
    }

    @Test
    void knowsTheModelsAndTheBudgetThatCameLater() {
        RunGist gist = gist(
                new RunEvent.TaskStarted("t-1", "clerk", "react", "qwen-plus", "li.na", "goal", 8_000),
                new RunEvent.ModelFellBack(1, "qwen-plus", "qwen-max", ModelException.Kind.RATE),
                new RunEvent.TaskResumed(1, 1, 20_000),
                new RunEvent.ModelDegraded(1, "qwen-max", "qwen-flash"));

        assertThat(gist.models()).containsExactly("qwen-plus", "qwen-max", "qwen-flash");
        assertThat(gist.budget()).hasValue(20_000L);
    }

    @Test
    void leavesTheCostOpenWhereOneCallHasNoPrice() {
        RunGist gist = gist(
                new RunEvent.ModelFailed(
                        1, 1, ModelException.Kind.RATE, "later", Usage.NONE, new Money("CNY", 0), true),
                new RunEvent.ModelReplied(1, null, "hi", List.of(), 10, Usage.of(1, 1), null));

        assertThat(gist.spending().cost()).isEmpty();
    }

    @Test
    void isEmptyBeforeTheFirstEvent() {
        RunGist gist = gist();

        assertThat(gist.started()).isEmpty();
        assertThat(gist.steps()).isEmpty();
        assertThat(gist.spending().usage()).isEqualTo(Usage.NONE);
    }

    private static RunGist gist(RunEvent... events) {
        List<Transcript.Entry> entries = IntStream.range(0, events.length)
                .mapToObj(i -> new Transcript.Entry(i + 1, Instant.EPOCH, events[i]))
                .toList();
        return RunGist.of("t-1", new Transcript(entries));
    }
}
