package dev.wukongsim.shell.line;

import static java.util.Objects.requireNonNull;

/**
 * A word that a command takes by its position.
 *
 * @param name as it stands in the synopsis, such as {@code FILE}
 */
public record Parameter(String name, Count count) {

    /** How many words a parameter takes. */
    public enum Count {
        ONE,
        AT_MOST_ONE,
        AT_LEAST_ONE,
        ANY_NUMBER
    }

    public Parameter {
        requireNonNull(name, "name is null");
        requireNonNull(count, "count is null");
    }

    boolean required() {
        return switch (count) {
            case ONE, AT_LEAST_ONE -> true;
            case AT_MOST_ONE, ANY_NUMBER -> false;
        };
    }

    boolean openEnded() {
        return switch (count) {
            case ONE, AT_MOST_ONE -> false;
            case AT_LEAST_ONE, ANY_NUMBER -> true;
        };
    }

    String synopsis() {
        return switch (count) {
            case ONE -> name;
            case AT_MOST_ONE -> "[" + name + "]";
            case AT_LEAST_ONE -> name + "…";
            case ANY_NUMBER -> "[" + name + "…]";
        };
    }
}
