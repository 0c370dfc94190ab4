package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.Transcript;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The gist of a transcript.
 *
 * @param started empty if the process died before the first event was written
 * @param ended empty if the task is under way, or its process died
 * @param usage of every call that came to an end
 */
public record TaskDigest(
        String task,
        Optional<RunEvent.TaskStarted> started,
        Optional<RunEvent.TaskEnded> ended,
        List<RunEvent.ToolReturned> toolCalls,
        Usage usage) {

    private static final String UNKNOWN = "?";

    public static TaskDigest of(String task, Transcript transcript) {
        return new TaskDigest(
                task,
                transcript.events(RunEvent.TaskStarted.class).stream().findFirst(),
                transcript.events(RunEvent.TaskEnded.class).stream().findFirst(),
                transcript.events(RunEvent.ToolReturned.class),
                transcript.usage());
    }

    /** One row among many. */
    public Object[] cells() {
        return new Object[] {
            task,
            stopReason(),
            String.format(Locale.ROOT, "%,d tokens", usage.total()),
            started.map(RunEvent.TaskStarted::agent).orElse(UNKNOWN),
            started.map(RunEvent.TaskStarted::employee).orElse(UNKNOWN)
        };
    }

    /** Everything in a small table, but for the answer. */
    public Table table() {
        Table table = new Table().row("task", task);
        started.ifPresent(event -> table.row("agent", event.agent() + ", " + event.planner() + ", " + event.model())
                .row("for", event.employee())
                .row("goal", event.goal()));
        table.row("stopped", stopReason());
        ended.map(RunEvent.TaskEnded::message).ifPresent(message -> table.row("because", message));
        table.row("tokens", Figures.tokens(usage));
        ended.ifPresent(event -> table.row("cost", Figures.cost(Optional.ofNullable(event.cost()))));
        return table.row("tools", toolCallsByOutcome());
    }

    public Optional<String> answer() {
        return ended.map(RunEvent.TaskEnded::answer);
    }

    private String stopReason() {
        return ended.map(event -> event.stopReason().word()).orElse("unfinished");
    }

    private String toolCallsByOutcome() {
        return toolCalls.stream()
                .map(call -> call.outcome().equals("success") ? call.name() : call.name() + " (" + call.outcome() + ")")
                .collect(Collectors.joining(", "));
    }
}
