package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.testkit.transcript.RunGist;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gist of a run on few lines. */
public record TaskDigest(RunGist gist) {

    private static final String UNKNOWN = "?";

    /** One row among many. */
    public Object[] cells() {
        return new Object[] {
            gist.task(),
            gist.stopReason(),
            String.format(Locale.ROOT, "%,d tokens", gist.spending().usage().total()),
            gist.about(RunEvent.TaskStarted::agent).orElse(UNKNOWN),
            gist.about(RunEvent.TaskStarted::employee).orElse(UNKNOWN)
        };
    }

    /** Everything in a small table, but for the answer. */
    public Table table() {
        Table table = new Table().row("task", gist.task());
        gist.started()
                .ifPresent(event -> table.row("agent", event.agent() + ", " + event.planner() + ", " + event.model())
                        .row("for", event.employee())
                        .row("goal", event.goal()));
        table.row("stopped", gist.stopReason());
        gist.ended().map(RunEvent.TaskEnded::message).ifPresent(message -> table.row("because", message));
        table.row("tokens", Figures.tokens(gist.spending().usage()));
        gist.ended()
                .ifPresent(
                        event -> table.row("cost", Figures.cost(gist.spending().cost())));
        return table.row("tools", toolCallsByOutcome());
    }

    public Optional<String> answer() {
        return gist.ended().map(RunEvent.TaskEnded::answer);
    }

    private String toolCallsByOutcome() {
        return gist.toolCalls().stream()
                .map(call -> call.outcome().equals("success") ? call.name() : call.name() + " (" + call.outcome() + ")")
                .collect(Collectors.joining(", "));
    }
}
