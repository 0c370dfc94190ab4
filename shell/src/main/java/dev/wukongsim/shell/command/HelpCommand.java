package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.HelpText;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
final class HelpCommand implements ShellCommand {

    @Override
    public Usage usage() {
        return Usage.of("help", "lists the commands, or explains one").mayTakeSome("COMMAND");
    }

    @Override
    public int run(Invocation invocation) {
        String name = String.join(" ", invocation.arguments());
        invocation.out().print(name.isEmpty() ? overview(invocation.commands()) : explain(name, invocation.commands()));
        return 0;
    }

    private static String overview(List<Usage> commands) {
        return """
                wukong-sim: agents that work in a simulated office, with a mocked Qwen or a real one.

                Usage: wukong [COMMAND …]        one command
                       wukong                    interactive shell
                       wukong --script FILE      commands from a file
                       wukong --version

                Commands:
                %s
                'wukong COMMAND --help' explains a command.
                """.formatted(HelpText.of(commands));
    }

    private static String explain(String name, List<Usage> commands) {
        return commands.stream()
                .filter(usage -> usage.name().equals(name))
                .findFirst()
                .map(HelpText::of)
                .orElseThrow(() -> CommandFailure.usage("Command '" + name + "' not found; 'wukong help' lists all"));
    }
}
