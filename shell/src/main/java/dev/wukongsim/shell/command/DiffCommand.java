package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.ComparisonJson;
import dev.wukongsim.shell.render.ComparisonText;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.testkit.transcript.Comparison;
import dev.wukongsim.testkit.transcript.RunGist;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class DiffCommand implements ShellCommand {

    private final ObjectProvider<Archive> archive;
    private final Console console;

    DiffCommand(ObjectProvider<Archive> archive, Console console) {
        this.archive = archive;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("diff", "shows how two runs differ and where they part; exits with 0 either way")
                .takes("A")
                .takes("B")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        Comparison comparison = Comparison.of(gist(invocation, 0), gist(invocation, 1));
        if (invocation.flag("json")) {
            invocation.out().println(ComparisonJson.of(comparison));
        } else {
            new ComparisonText(console.results(invocation.out())).print(comparison);
        }
        return 0;
    }

    private RunGist gist(Invocation invocation, int index) {
        Archive tasks = archive.getObject();
        return tasks.gist(tasks.find(invocation.argument(index)));
    }
}
