package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.tools.office.OfficeChanges;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jline.utils.AttributedString;

/** What a person reads at the end of a run: the answer, why it stopped if it is not done, and a small table. */
public final class RunSummary {

    private static final int LONGEST_CHANGE = 100;

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out the answer goes here, and nothing else
     * @param err the rest
     */
    public RunSummary(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    public void print(RunResult result, OfficeChanges changes, Path transcript) {
        printAnswer(result);
        printTable(result, changes, transcript);
        printReason(result);
    }

    public void printAnswer(RunResult result) {
        result.answer().ifPresent(answer -> out.println(Printable.text(answer)));
        out.flush();
    }

    /** Say in one line why a task is not done; nothing if it is. */
    public void printReason(RunResult result) {
        if (!result.completed()) {
            String reason = result.message().map(message -> ": " + message).orElse("");
            err.println("wukong: " + result.stopReason().word() + Printable.text(reason));
        }
    }

    private void printTable(RunResult result, OfficeChanges changes, Path transcript) {
        Table table = new Table()
                .row("tokens", Figures.tokens(result.usage()))
                .row("cost", Figures.cost(result.cost()))
                .row("budget", Figures.account(result.budget()));
        String label = "office";
        for (String line : changes.lines()) {
            table.row(label, Screen.fitted(new AttributedString(Printable.line(line)), LONGEST_CHANGE));
            label = "";
        }
        err.println();
        table.row("transcript", transcript).print(err);
    }
}
