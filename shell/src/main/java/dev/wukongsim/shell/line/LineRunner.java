package dev.wukongsim.shell.line;

import dev.wukongsim.shell.render.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandExecutionException;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ParsedInput;

/**
 * Runs one command and answers with its exit code. Whatever goes wrong becomes a message on standard error, never a stack
 * trace; what nobody expected is in the log.
 */
public final class LineRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LineRunner.class);
    private static final InputReader NO_INPUT = new InputReader() {};

    private final LineParser parser;
    private final CommandRegistry registry;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Function<Throwable, Optional<CommandFailure>> known;
    private final StopRequest stop;

    /**
     * A runner over these commands.
     *
     * @param known explains the exceptions of other rooms
     * @param stop hears of the signal to terminate
     */
    public LineRunner(
            LineParser parser,
            CommandRegistry registry,
            PrintWriter out,
            PrintWriter err,
            Function<Throwable, Optional<CommandFailure>> known,
            StopRequest stop) {
        this.parser = parser;
        this.registry = registry;
        this.out = out;
        this.err = err;
        this.known = known;
        this.stop = stop;
    }

    /** Run the arguments of a process. */
    public int run(List<String> words) {
        return attempt(() -> execute(parser.parse(words)));
    }

    /** Run a typed line; nothing happens if it is blank or a comment. */
    public int run(String line) {
        return LineWords.idle(line) ? 0 : attempt(() -> execute(parser.parse(line)));
    }

    /** Whether a line leaves the shell, or ends a script. */
    public static boolean leaves(String line) {
        return line.strip().equals("exit");
    }

    int attempt(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (CommandFailure failure) {
            return report(failure);
        } finally {
            out.flush();
        }
    }

    private int execute(ParsedInput input) {
        try (Interruption interruption = Interruption.ofThisThread(stop)) {
            CommandContext context = new CommandContext(input, registry, out, NO_INPUT);
            int exitCode = new CommandExecutor(registry).execute(context).code();
            return interruption.happened() ? Interruption.EXIT_CODE : exitCode;
        } catch (CommandExecutionException e) {
            throw failure(e);
        }
    }

    private int report(CommandFailure failure) {
        err.println("wukong: " + Printable.text(String.valueOf(failure.getMessage())));
        return failure.exitCode();
    }

    private CommandFailure failure(CommandExecutionException e) {
        return known.apply(e).orElseGet(() -> unexpected(e));
    }

    private static CommandFailure unexpected(CommandExecutionException e) {
        LOG.info("A command failed unexpectedly", e.getCause());
        return new CommandFailure(CommandFailure.FAILED, "internal error: " + e.getCause(), e);
    }
}
