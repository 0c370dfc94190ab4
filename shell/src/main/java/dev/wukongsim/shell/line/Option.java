package dev.wukongsim.shell.line;

import static java.util.Objects.requireNonNull;

/**
 * What a command takes by name.
 *
 * @param name without the dashes
 * @param value what stands for the value in the synopsis, such as {@code TOKENS}; empty for a flag
 */
public record Option(String name, String value, String summary, Kind kind) {

    /** Whether an option has a value, and how often it may be given. */
    public enum Kind {
        FLAG,
        OPTIONAL,
        REQUIRED,
        REPEATED
    }

    public Option {
        requireNonNull(name, "name is null");
        requireNonNull(value, "value is null");
        requireNonNull(summary, "summary is null");
        requireNonNull(kind, "kind is null");
    }

    /** The option as a user types it. */
    String typed() {
        return kind == Kind.FLAG ? "--" + name : "--" + name + " " + value;
    }

    String synopsis() {
        return switch (kind) {
            case FLAG, OPTIONAL -> "[" + typed() + "]";
            case REQUIRED -> typed();
            case REPEATED -> "[" + typed() + "]…";
        };
    }
}
