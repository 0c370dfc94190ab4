package dev.wukongsim.shell.line;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;

/** The words of one call of a command. The parser has checked them against the command's {@link Usage}. */
public final class Invocation {

    private final Usage usage;
    private final CommandContext context;

    Invocation(Usage usage, CommandContext context) {
        this.usage = usage;
        this.context = context;
    }

    /** Where the result goes, and nothing else. */
    public PrintWriter out() {
        return context.outputWriter();
    }

    /** What every command takes, this one included. */
    public List<Usage> commands() {
        return context.commandRegistry().getCommands().stream()
                .filter(ShellCommand.class::isInstance)
                .map(command -> ((ShellCommand) command).usage())
                .toList();
    }

    /** The words that are no options, in order. */
    public List<String> arguments() {
        return context.parsedInput().arguments().stream()
                .map(CommandArgument::value)
                .toList();
    }

    /** The word at a position that the command requires. */
    public String argument(int index) {
        return arguments().get(index);
    }

    /** The first word, if the command may do without. */
    public Optional<String> firstArgument() {
        return arguments().stream().findFirst();
    }

    public boolean flag(String option) {
        return !values(option).isEmpty();
    }

    public Optional<String> option(String option) {
        return values(option).stream().findFirst();
    }

    /** The values of an option, in the order they were given. */
    public List<String> values(String option) {
        return context.parsedInput().options().stream()
                .filter(given -> option.equals(given.longName()))
                .map(CommandOption::value)
                .map(Objects::requireNonNull)
                .toList();
    }

    /**
     * The value of an option that is a whole number.
     *
     * @throws CommandFailure if it is none
     */
    public OptionalLong number(String option) {
        return option(option).stream()
                .mapToLong(value -> number("Option '--" + option + "'", value))
                .findFirst();
    }

    /**
     * The word at a position, as a whole number.
     *
     * @throws CommandFailure if it is none
     */
    public long numericArgument(int index) {
        return number(usage.parameters().get(index).name(), argument(index));
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value.replace("_", "").replace(",", ""));
        } catch (NumberFormatException e) {
            throw new CommandFailure(CommandFailure.USAGE, name + " takes a whole number, not '" + value + "'", e);
        }
    }
}
