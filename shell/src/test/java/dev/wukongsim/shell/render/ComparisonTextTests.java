package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.testkit.transcript.Comparison;
import dev.wukongsim.testkit.transcript.RunGist;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTextTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);

    @Test
    void needsOneLineForEqualRuns() {
        assertThat(text(run("t-1", "hi", 10), run("t-2", "hi", 10)))
                .containsExactly("t-1 and t-2 are equal: 1 step, 0 tool calls, 110 tokens, completed");
    }

    @Test
    void showsWhatWasSpentEvenIfNothingElseDiffers() {
        assertThat(text(run("t-1", "hi", 10), run("t-2", "hi", 20)))
                .containsExactly(
                        "   - t-1",
                        "   + t-2",
                        "tool calls",
                        "     0 equal",
                        "spent",
                        "    input      100         100",
                        "    cached     0           0",
                        "    output     10          20          +10",
                        "    reasoning  0           0",
                        "    calls      1           1",
                        "    cost       CNY 0.0001  CNY 0.0001",
                        "never part",
                        "     the same was said and done in 1 step");
    }

    @Test
    void foldsEqualLinesFarFromADifference() {
        assertThat(text(run("t-1", "a\nb\nc\nd\nx", 10), run("t-2", "a\nb\nc\nd\ny", 10)))
                .containsSubsequence("part at step 1", "     (3 equal lines)", "     c", "     d", "   - x", "   + y");
    }

    @Test
    void showsHostileTextAsText() {
        assertThat(text(run("t-1", "\u001b[2J", 10), run("t-2", "\u202e", 10)))
                .contains("   - \\u001b[2J", "   + \\u202e");
    }

    private static List<String> text(RunGist left, RunGist right) {
        StringWriter written = new StringWriter();
        new ComparisonText(new Screen(new PrintWriter(written), false, 100)).print(Comparison.of(left, right));
        return written.toString().lines().map(String::stripTrailing).toList();
    }

    private static RunGist run(String task, String answer, long output) {
        Usage usage = Usage.of(100, output);
        Money cost = new Money("CNY", 100);
        TranscriptRecorder recorder = TranscriptRecorder.inMemory(CLOCK);
        recorder.onEvent(new RunEvent.TaskStarted(task, "clerk", "react", "qwen-plus", "li.na", "goal", 8_000));
        recorder.onEvent(new RunEvent.ModelAsked(1, Purpose.ACT, 1, null));
        recorder.onEvent(new RunEvent.ModelReplied(1, null, answer, List.of(), 500, usage, cost));
        recorder.onEvent(new RunEvent.TaskEnded(StopReason.COMPLETED, answer, null, usage, cost));
        return RunGist.of(task, recorder.transcript());
    }
}
