package dev.wukongsim.shell.line;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The three streams of the process, in UTF-8 whatever the locale says. */
public record StandardStreams(BufferedReader in, PrintWriter out, PrintWriter err) {

    public static StandardStreams ofProcess() {
        return new StandardStreams(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
}
