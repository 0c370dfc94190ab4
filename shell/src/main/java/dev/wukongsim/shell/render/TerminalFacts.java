package dev.wukongsim.shell.render;

import java.util.Map;
import java.util.Properties;

/**
 * Which standard streams are a terminal, and what it can show.
 *
 * @param input a person can answer
 * @param output results are read by a person
 * @param error progress is read by a person
 * @param colours whether they are welcome
 * @param columns of the terminal, or of a log
 */
public record TerminalFacts(boolean input, boolean output, boolean error, boolean colours, int columns) {

    /** The launcher's word for it: the numbers of the streams that are a terminal. */
    static final String STREAMS = "wukong.terminal";

    /** The launcher's word for it: how wide the terminal is. */
    static final String COLUMNS = "wukong.columns";

    private static final int COLUMNS_OF_A_LOG = 160;

    /** Facts about this process: as the launcher says, else all or nothing as the JDK says. */
    public static TerminalFacts ofProcess() {
        return of(System.getProperties(), System.getenv(), System.console() != null);
    }

    static TerminalFacts of(Properties properties, Map<String, String> environment, boolean console) {
        String streams = properties.getProperty(STREAMS, console ? "012" : "");
        return new TerminalFacts(
                streams.contains("0"),
                streams.contains("1"),
                streams.contains("2"),
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb"),
                columns(properties.getProperty(COLUMNS, "")));
    }

    /** Whether somebody sits there who reads and types. */
    public boolean interactive() {
        return input && output;
    }

    private static int columns(String text) {
        try {
            int columns = Integer.parseInt(text);
            return columns > 0 ? columns : COLUMNS_OF_A_LOG;
        } catch (NumberFormatException e) {
            return COLUMNS_OF_A_LOG;
        }
    }
}
