package dev.wukongsim.shell.line;

import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** The words of a typed line; quotes of both kinds and backslashes work as in other shells. */
final class LineWords {

    private static final Parser PARSER = new DefaultParser().eofOnUnclosedQuote(true);

    private LineWords() {}

    static List<String> of(String line) {
        try {
            return PARSER.parse(line.strip(), 0, Parser.ParseContext.ACCEPT_LINE)
                    .words();
        } catch (EOFError e) {
            throw new CommandFailure(CommandFailure.USAGE, "A quote is not closed in: " + line.strip(), e);
        }
    }

    /** Whether a line holds no command: it is blank or a comment. */
    static boolean idle(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }
}
