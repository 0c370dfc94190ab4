package dev.wukongsim.testkit.transcript;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Something about two runs that is not the same in both.
 *
 * @param name such as {@code goal} or {@code stop reason}
 * @param lines of both, at least one of them on one side only
 */
public record Aspect(String name, List<Edit<String>> lines) {

    public Aspect {
        requireNonNull(name, "name is null");
        lines = List.copyOf(lines);
    }
}
