package dev.wukongsim.runtime.budget;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which accounts a call draws on.
 *
 * @param path ids of accounts that must all have room, from the leaf to the root
 * @param sources ids of accounts that pay together, in this order: what the first one lacks is taken from the next. What
 *     is not used goes back to the one that was asked last. May be empty; all of one unit
 */
public record Funding(List<String> path, List<String> sources) {

    public Funding {
        path = List.copyOf(path);
        sources = List.copyOf(sources);
    }

    /** A path alone. */
    public static Funding of(List<String> path) {
        return new Funding(path, List.of());
    }

    /** All accounts: those of the path, then the sources. */
    public List<String> accounts() {
        return Stream.concat(path.stream(), sources.stream()).toList();
    }
}
