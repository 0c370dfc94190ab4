package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with a file.
 *
 * @param line from 1
 * @param column from 1
 */
public record Violation(String file, int line, int column, String message) {

    public Violation {
        requireNonNull(file, "file is null");
        requireNonNull(message, "message is null");
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
