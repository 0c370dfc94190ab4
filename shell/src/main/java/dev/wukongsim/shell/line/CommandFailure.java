package dev.wukongsim.shell.line;

import org.jspecify.annotations.Nullable;

/**
 * A command that did not do what it was asked to: what the user reads on standard error, and the exit code of the process.
 *
 * <p>The message names the thing, the rule and the remedy. It is one line; only a list of violations has more.
 */
public final class CommandFailure extends RuntimeException {

    /** The command failed, and the message says what to do. */
    public static final int FAILED = 1;

    /** Usage, a file or the configuration is wrong; nothing ran. */
    public static final int USAGE = 2;

    private final int exitCode;

    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What was typed or configured is wrong; nothing ran. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, message);
    }

    public int exitCode() {
        return exitCode;
    }
}
