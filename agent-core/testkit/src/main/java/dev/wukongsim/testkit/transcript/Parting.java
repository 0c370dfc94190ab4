package dev.wukongsim.testkit.transcript;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalInt;

/**
 * The first step at which two runs are no longer equal.
 *
 * @param left number of the step in the left run; empty if that run had ended before
 * @param right number of the step in the right run; empty if that run had ended before
 * @param lines what was said and done in the step, of both runs
 */
public record Parting(OptionalInt left, OptionalInt right, List<Edit<String>> lines) {

    public Parting {
        requireNonNull(left, "left is null");
        requireNonNull(right, "right is null");
        lines = List.copyOf(lines);
    }
}
