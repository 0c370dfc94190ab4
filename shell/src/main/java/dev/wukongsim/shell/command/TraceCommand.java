package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.TraceText;
import dev.wukongsim.shell.wiring.Archive;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class TraceCommand implements ShellCommand {

    private final ObjectProvider<Archive> archive;
    private final Console console;

    TraceCommand(ObjectProvider<Archive> archive, Console console) {
        this.archive = archive;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("trace", "shows a task step by step, in full").takes("ID");
    }

    @Override
    public int run(Invocation invocation) {
        String task = archive.getObject().find(invocation.argument(0));
        new TraceText(console.results(invocation.out()))
                .print(archive.getObject().transcript(task));
        return 0;
    }
}
