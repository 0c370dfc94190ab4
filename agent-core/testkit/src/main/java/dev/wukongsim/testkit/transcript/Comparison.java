package dev.wukongsim.testkit.transcript;

import dev.wukongsim.runtime.agent.RunResult.ToolUse;
import dev.wukongsim.runtime.event.RunEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How two runs differ. Task ids, call ids and times, which differ by nature, do not count; nor do alerts on accounts, which
 * also tell of what others spent. A run and its fork are compared from the step on at which the fork began.
 *
 * @param aspects what was asked and what came of it, as far as it is not the same
 * @param toolCalls of both runs in order; calls are the same if tool, arguments and outcome are
 * @param parting empty if everything said and done is the same
 */
public record Comparison(
        RunGist left, RunGist right, List<Aspect> aspects, List<Edit<ToolUse>> toolCalls, Optional<Parting> parting) {

    private static final String ANY_TASK = "ID";

    public Comparison {
        aspects = List.copyOf(aspects);
        toolCalls = List.copyOf(toolCalls);
    }

    public static Comparison of(RunGist left, RunGist right) {
        RunGist first = beside(left, right);
        RunGist second = beside(right, left);
        return new Comparison(
                first,
                second,
                aspects(first, second),
                Edit.between(first.toolCalls(), second.toolCalls(), Comparison::same),
                parting(first, second));
    }

    /** The part of a run that can be compared with another one, which may be its fork. */
    private static RunGist beside(RunGist run, RunGist other) {
        return other.forked()
                .filter(fork -> fork.parent().equals(run.task()))
                .map(fork -> run.since(fork.step()))
                .orElse(run);
    }

    /** Whether the runs differ in nothing, what they spent included. */
    public boolean equal() {
        return aspects.isEmpty()
                && toolCalls.stream().noneMatch(Edit::differs)
                && parting.isEmpty()
                && left.spending().equals(right.spending());
    }

    private static boolean same(ToolUse one, ToolUse other) {
        return one.name().equals(other.name())
                && one.args().equals(other.args())
                && one.outcome().equals(other.outcome());
    }

    private static List<Aspect> aspects(RunGist left, RunGist right) {
        List<Told> lefts = told(left);
        List<Told> rights = told(right);
        return Stream.iterate(0, i -> i < lefts.size(), i -> i + 1)
                .map(i -> new Aspect(
                        lefts.get(i).name(),
                        Edit.between(lefts.get(i).lines(), rights.get(i).lines())))
                .filter(aspect -> aspect.lines().stream().anyMatch(Edit::differs))
                .toList();
    }

    private record Told(String name, List<String> lines) {}

    /** What a run tells of itself; the same names in the same order for every run. */
    private static List<Told> told(RunGist run) {
        return List.of(
                told("agent", run, run.about(RunEvent.TaskStarted::agent)),
                told("for", run, run.about(RunEvent.TaskStarted::employee)),
                told("goal", run, run.about(RunEvent.TaskStarted::goal)),
                told("budget", run, run.budget().map(tokens -> String.format(Locale.ROOT, "%,d tokens", tokens))),
                told("planner", run, run.about(RunEvent.TaskStarted::planner)),
                new Told("models", run.models()),
                told("prompts", run, Optional.of(String.join("\n", run.prompts()))),
                told("stop reason", run, Optional.of(run.stopReason())),
                told("message", run, run.ended().map(RunEvent.TaskEnded::message)),
                told("answer", run, run.ended().map(RunEvent.TaskEnded::answer)));
    }

    private static Told told(String name, RunGist run, Optional<String> text) {
        return new Told(name, neutral(run, text.orElse("").strip().lines()).toList());
    }

    private static Optional<Parting> parting(RunGist left, RunGist right) {
        int steps = Math.max(left.steps().size(), right.steps().size());
        for (int i = 0; i < steps; i++) {
            List<Edit<String>> lines = Edit.between(lines(left, i), lines(right, i));
            if (lines.stream().anyMatch(Edit::differs) || !number(left, i).equals(number(right, i))) {
                return Optional.of(new Parting(number(left, i), number(right, i), lines));
            }
        }
        return Optional.empty();
    }

    private static OptionalInt number(RunGist run, int index) {
        return index < run.steps().size()
                ? OptionalInt.of(run.steps().get(index).number())
                : OptionalInt.empty();
    }

    private static List<String> lines(RunGist run, int index) {
        return index < run.steps().size()
                ? neutral(run, run.steps().get(index).events().stream().flatMap(EventLines::of))
                        .toList()
                : List.of();
    }

    /** A task's own id stands in messages and accounts' names. */
    private static Stream<String> neutral(RunGist run, Stream<String> lines) {
        return lines.map(line -> line.replace(run.task(), ANY_TASK));
    }
}
