package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class ResumeCommand implements ShellCommand {

    private final ObjectProvider<Resumption> resumption;

    ResumeCommand(ObjectProvider<Resumption> resumption) {
        this.resumption = resumption;
    }

    @Override
    public Usage usage() {
        return Usage.of("resume", "goes on with a task that paused, waits or was cut off")
                .takes("ID")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        return resumption.getObject().resume(invocation.argument(0), invocation);
    }
}
