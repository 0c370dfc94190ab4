package dev.wukongsim.shell.render;

import java.util.Map;

/**
 * Which standard streams are a terminal, and whether colours are welcome there.
 *
 * @param input a person can answer
 * @param output results are read by a person
 * @param error progress is read by a person
 */
public record TerminalFacts(boolean input, boolean output, boolean error, boolean colours) {

    /** The launcher's word for it: the numbers of the streams that are a terminal. */
    static final String PROPERTY = "wukong.terminal";

    /** Facts about this process: as the launcher says, else all or nothing as the JDK says. */
    public static TerminalFacts ofProcess(Map<String, String> environment) {
        String streams = System.getProperty(PROPERTY, System.console() == null ? "" : "012");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new TerminalFacts(streams.contains("0"), streams.contains("1"), streams.contains("2"), !plain);
    }

    /** Whether somebody sits there who reads and types. */
    public boolean interactive() {
        return input && output;
    }
}
