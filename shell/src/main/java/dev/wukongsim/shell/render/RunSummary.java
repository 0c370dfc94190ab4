package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.tools.office.OfficeChanges;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jline.utils.AttributedString;

/** What a person reads at the end of a run: the answer, a small table, and why the task stopped if it is not done. */
public final class RunSummary {

    private static final int LABEL = 12;

    private final PrintWriter out;
    private final Screen err;

    /**
     * The end of a run, on two streams.
     *
     * @param out the answer goes here, and nothing else
     * @param err the rest
     */
    public RunSummary(PrintWriter out, Screen err) {
        this.out = out;
        this.err = err;
    }

    public void printAnswer(RunResult result) {
        result.answer().ifPresent(answer -> out.println(Printable.text(answer)));
        out.flush();
    }

    public void printTable(RunResult result, OfficeChanges changes, Path transcript) {
        Table table = new Table()
                .row("tokens", Figures.tokens(result.usage()))
                .row("cost", Figures.cost(result.cost()))
                .row("budget", Figures.account(result.budget()));
        if (result.models().size() > 1) {
            table.row("models", String.join(", then ", result.models()));
        }
        if (result.task().shortage() instanceof Shortage.Audit
                && result.budget().available() < 0) {
            table.row("passed", Figures.passed(result.budget()));
        }
        String label = "office";
        for (String change : changes.lines()) {
            AttributedString line = new AttributedString(Printable.line(change));
            table.row(label, Screen.fitted(line, err.columns() - LABEL));
            label = "";
        }
        err.newLine();
        err.print(table.row("transcript", transcript));
    }

    /** Say in one line why a task is not done; nothing if it is. */
    public void printReason(RunResult result) {
        if (!result.completed()) {
            String reason = result.message().map(message -> ": " + message).orElse("");
            err.piece("wukong: " + result.stopReason().word() + Printable.text(reason), Row.PLAIN);
            err.newLine();
        }
    }
}
