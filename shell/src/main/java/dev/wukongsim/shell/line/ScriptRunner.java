package dev.wukongsim.shell.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Runs lines one by one and stops at the first that fails, with its exit code. Blank lines and lines that start with
 * {@code #} are skipped.
 */
public final class ScriptRunner {

    private final LineRunner runner;

    public ScriptRunner(LineRunner runner) {
        this.runner = runner;
    }

    public int run(Path script) {
        return runner.attempt(() -> {
            try (BufferedReader lines = Files.newBufferedReader(script)) {
                return runLines(lines);
            } catch (NoSuchFileException e) {
                throw new CommandFailure(CommandFailure.USAGE, "Script '" + script + "' not found", e);
            } catch (IOException e) {
                throw unreadable(script.toString(), e);
            }
        });
    }

    /** Run the lines of standard input. */
    public int run(BufferedReader lines) {
        return runner.attempt(() -> {
            try {
                return runLines(lines);
            } catch (IOException e) {
                throw unreadable("standard input", e);
            }
        });
    }

    private int runLines(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (LineRunner.leaves(line)) {
                return 0;
            }
            int exitCode = runner.run(line);
            if (exitCode != 0) {
                return exitCode;
            }
        }
        return 0;
    }

    private static CommandFailure unreadable(String script, IOException e) {
        return new CommandFailure(
                CommandFailure.USAGE, "Script '" + script + "' cannot be read as UTF-8 text: " + e.getMessage(), e);
    }
}
