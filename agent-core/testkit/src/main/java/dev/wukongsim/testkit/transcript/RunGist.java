package dev.wukongsim.testkit.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.agent.RunResult.ToolUse;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The gist of one run, as its transcript tells it.
 *
 * @param started empty if the process died before the first event was written
 * @param ended empty if the task is under way, or its process died
 * @param models that were chosen, in order; the agent's own is the first
 * @param toolCalls that were answered, in order
 * @param steps without what came before the first one
 */
public record RunGist(
        String task,
        Optional<RunEvent.TaskStarted> started,
        Optional<RunEvent.TaskEnded> ended,
        List<String> models,
        List<ToolUse> toolCalls,
        Spending spending,
        List<Step> steps,
        Transcript transcript) {

    public RunGist {
        models = List.copyOf(models);
        toolCalls = List.copyOf(toolCalls);
        steps = List.copyOf(steps);
    }

    public static RunGist of(String task, Transcript transcript) {
        Optional<RunEvent.TaskEnded> ended = last(transcript, RunEvent.TaskEnded.class);
        Spending calls = Spending.of(transcript.events().toList());
        return new RunGist(
                task,
                transcript.events(RunEvent.TaskStarted.class).stream().findFirst(),
                ended,
                models(transcript),
                toolCalls(transcript),
                ended.map(event -> Spending.of(calls.usage(), event.cost())).orElse(calls),
                Step.of(transcript).stream().filter(step -> step.number() > 0).toList(),
                transcript);
    }

    /** The other task that this one took over from; empty if it is no fork. */
    public Optional<RunEvent.TaskForked> forked() {
        return transcript.events(RunEvent.TaskForked.class).stream().findFirst();
    }

    /** The run without the steps before this one, and without what these spent. */
    RunGist since(int step) {
        Transcript rest = new Transcript(Step.of(transcript).stream()
                .filter(each -> each.number() == 0 || each.number() >= step)
                .flatMap(each -> each.entries().stream())
                .toList());
        RunGist all = of(task, rest);
        return new RunGist(
                task,
                started,
                ended,
                models,
                all.toolCalls(),
                Spending.of(rest.events().toList()),
                all.steps(),
                rest);
    }

    /** Tokens that the whole task may use by now; empty if the transcript does not say. */
    public Optional<Long> budget() {
        return last(transcript, RunEvent.TaskResumed.class)
                .map(RunEvent.TaskResumed::budget)
                .or(() -> started.map(RunEvent.TaskStarted::budget));
    }

    /** What the planner said to the model, in order. */
    public List<String> prompts() {
        return transcript.events(RunEvent.ModelAsked.class).stream()
                .flatMap(asked -> Stream.ofNullable(asked.prompt()))
                .toList();
    }

    /** Why the task stopped, or {@code unfinished}. */
    public String stopReason() {
        return ended.map(event -> event.stopReason().word()).orElse("unfinished");
    }

    /** A word about the task's beginning; empty if there is none. */
    public Optional<String> about(Function<RunEvent.TaskStarted, String> word) {
        return started.map(word);
    }

    private static <T extends RunEvent> Optional<T> last(Transcript transcript, Class<T> kind) {
        return transcript.events(kind).stream().reduce((earlier, later) -> later);
    }

    private static List<String> models(Transcript transcript) {
        Set<String> models = new LinkedHashSet<>();
        transcript.events().flatMap(RunGist::chosen).forEach(models::add);
        return List.copyOf(models);
    }

    private static Stream<String> chosen(RunEvent event) {
        return switch (event) {
            case RunEvent.TaskStarted started -> Stream.of(started.model());
            case RunEvent.ModelDegraded degraded -> Stream.of(degraded.to());
            case RunEvent.ModelFellBack fellBack -> Stream.of(fellBack.to());
            case RunEvent.ModelAsked asked -> Stream.empty();
            case RunEvent.ModelReplied replied -> Stream.empty();
            case RunEvent.ModelFailed failed -> Stream.empty();
            case RunEvent.BudgetRefused refused -> Stream.empty();
            case RunEvent.BudgetAlert alert -> Stream.empty();
            case RunEvent.TaskForked forked -> Stream.empty();
            case RunEvent.TaskResumed resumed -> Stream.empty();
            case RunEvent.QuestionAsked question -> Stream.empty();
            case RunEvent.QuestionAnswered answered -> Stream.empty();
            case RunEvent.ToolCalled called -> Stream.empty();
            case RunEvent.ApprovalAsked asked -> Stream.empty();
            case RunEvent.ApprovalAnswered answered -> Stream.empty();
            case RunEvent.ToolReturned returned -> Stream.empty();
            case RunEvent.TaskEnded ended -> Stream.empty();
        };
    }

    private static List<ToolUse> toolCalls(Transcript transcript) {
        List<ToolUse> toolCalls = new ArrayList<>();
        Map<String, JsonNode> arguments = new HashMap<>();
        transcript
                .events(RunEvent.ToolCalled.class)
                .forEach(call -> arguments.put(key(call.step(), call.id()), call.arguments()));
        for (RunEvent.ToolReturned returned : transcript.events(RunEvent.ToolReturned.class)) {
            JsonNode given = arguments.get(key(returned.step(), returned.id()));
            if (given != null) {
                toolCalls.add(new ToolUse(returned.name(), given, returned.outcome(), returned.step()));
            }
        }
        return toolCalls;
    }

    private static String key(int step, String id) {
        return step + ":" + id;
    }
}
