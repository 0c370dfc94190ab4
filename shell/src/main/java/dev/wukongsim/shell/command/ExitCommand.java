package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import org.springframework.stereotype.Component;

/** Whoever reads the lines has left by now; this one only says so in the help. */
@Component
final class ExitCommand implements ShellCommand {

    @Override
    public Usage usage() {
        return Usage.of("exit", "leaves the interactive shell");
    }

    @Override
    public int run(Invocation invocation) {
        return 0;
    }
}
