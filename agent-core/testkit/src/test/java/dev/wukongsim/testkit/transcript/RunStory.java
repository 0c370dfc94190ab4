package dev.wukongsim.testkit.transcript;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.event.TranscriptRecorder;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.runtime.planning.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small run, told by hand: a clerk looks somebody up, writes a message, and says so. */
record RunStory(String task, String goal, long budget, String name, String message, String answer, Usage perCall) {

    static RunStory ofTask(String task) {
        return new RunStory(task, "Write to my manager.", 8_000, "王芳", "你好\n再见", "Done.", Usage.of(100, 10));
    }

    RunStory wanting(String other) {
        return new RunStory(task, other, budget, name, message, answer, perCall);
    }

    RunStory writing(String other) {
        return new RunStory(task, goal, budget, name, other, answer, perCall);
    }

    RunStory using(Usage other) {
        return new RunStory(task, goal, budget, name, message, answer, other);
    }

    RunGist told() {
        TranscriptRecorder recorder = begun();
        write(recorder, 3, "chat.send", arguments().put("text", message), "{\"id\":\"MSG-0001\"}");
        reply(recorder, 5, answer);
        recorder.onEvent(new RunEvent.TaskEnded(
                StopReason.COMPLETED,
                answer,
                null,
                perCall.plus(perCall).plus(perCall),
                new Money("CNY", 3 * perCall.total())));
        return RunGist.of(task, recorder.transcript());
    }

    /** The run as its transcript tells it when the money ends after the first tool call. */
    RunGist stoppedShort() {
        TranscriptRecorder recorder = begun();
        recorder.onEvent(new RunEvent.ModelAsked(3, Purpose.ACT, 1, null));
        recorder.onEvent(new RunEvent.BudgetRefused(3, "Account 'task:" + task + "' may use 200 tokens"));
        recorder.onEvent(new RunEvent.TaskEnded(
                StopReason.BUDGET_EXHAUSTED,
                null,
                "top it up: wukong budget topup task:" + task,
                perCall,
                new Money("CNY", perCall.total())));
        return RunGist.of(task, recorder.transcript());
    }

    /** The run as its transcript tells it when its process died after the first tool call. */
    RunGist cutOff() {
        return RunGist.of(task, begun().transcript());
    }

    private TranscriptRecorder begun() {
        Instant began = Instant.parse("2026-11-22T09:00:00Z").plusSeconds(task.hashCode());
        TranscriptRecorder recorder = TranscriptRecorder.inMemory(Clock.fixed(began, ZoneOffset.UTC));
        recorder.onEvent(new RunEvent.TaskStarted(task, "clerk", "react", "qwen-plus", "li.na", goal, budget));
        write(recorder, 1, "directory.manager_of", arguments().put("employee", "li.na"), name);
        return recorder;
    }

    private void write(TranscriptRecorder recorder, int step, String tool, ObjectNode arguments, String result) {
        String call = "call-" + task + "-" + step;
        recorder.onEvent(new RunEvent.ModelAsked(step, Purpose.ACT, 1, null));
        recorder.onEvent(replied(step, null, List.of(new RunEvent.RequestedCall(call, tool, arguments.toString()))));
        recorder.onEvent(new RunEvent.ToolCalled(step + 1, call, tool, arguments));
        recorder.onEvent(new RunEvent.ToolReturned(step + 1, call, tool, "success", result));
    }

    private void reply(TranscriptRecorder recorder, int step, String text) {
        recorder.onEvent(new RunEvent.ModelAsked(step, Purpose.ACT, 1, null));
        recorder.onEvent(replied(step, text, List.of()));
    }

    private RunEvent replied(int step, @Nullable String text, List<RunEvent.RequestedCall> calls) {
        return new RunEvent.ModelReplied(step, "hm", text, calls, 500, perCall, new Money("CNY", perCall.total()));
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }
}
