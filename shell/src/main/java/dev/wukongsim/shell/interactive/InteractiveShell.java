package dev.wukongsim.shell.interactive;

import dev.wukongsim.shell.line.LineRunner;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/** Reads commands from a person and runs them, until the person leaves. A command that fails ends nothing. */
public final class InteractiveShell {

    private static final String PROMPT = "wukong> ";

    private final LineReader reader;
    private final LineRunner runner;

    public InteractiveShell(LineReader reader, LineRunner runner) {
        this.reader = reader;
        this.runner = runner;
    }

    /** Ctrl-C gives up a line, Ctrl-D or {@code exit} leaves. */
    public int run() {
        while (true) {
            try {
                String line = reader.readLine(PROMPT);
                if (LineRunner.leaves(line)) {
                    return 0;
                }
                runner.run(line);
            } catch (UserInterruptException givenUp) {
                // The next prompt says it all.
            } catch (EndOfFileException left) {
                return 0;
            }
        }
    }
}
