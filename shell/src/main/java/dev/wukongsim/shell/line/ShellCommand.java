package dev.wukongsim.shell.line;

import java.util.List;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;

/** A command: it says what it takes, and does it. Spring Shell sees an ordinary {@link Command}. */
public interface ShellCommand extends Command {

    Usage usage();

    /**
     * Do it. Results go to {@link Invocation#out()}, all else to standard error.
     *
     * @return the exit code
     * @throws CommandFailure if it cannot be done
     */
    int run(Invocation invocation);

    @Override
    default String getName() {
        return usage().name();
    }

    @Override
    default String getDescription() {
        return usage().summary();
    }

    @Override
    default String getHelp() {
        return HelpText.of(usage());
    }

    @Override
    default List<CommandOption> getOptions() {
        return usage().options().stream()
                .map(option -> CommandOption.with()
                        .longName(option.name())
                        .description(option.summary())
                        .type(option.kind() == Option.Kind.FLAG ? boolean.class : String.class)
                        .build())
                .toList();
    }

    @Override
    default ExitStatus execute(CommandContext context) {
        Invocation invocation = new Invocation(usage(), context);
        if (invocation.flag(LineParser.HELP)) {
            invocation.out().print(getHelp());
            return ExitStatus.OK;
        }
        int exitCode = run(invocation);
        return exitCode == 0 ? ExitStatus.OK : new ExitStatus(exitCode, getName());
    }
}
