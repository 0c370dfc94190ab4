package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a person found out about a step in doubt.
 *
 * @param result what came of the step, if it happened; null for no particular result
 * @param by who says so
 */
public record Resolution(Finding finding, @Nullable String result, String by) {

    /** What is the case. */
    public enum Finding {
        /** It happened; it is not done again. */
        HAPPENED,
        /** It did not happen; it is done again. */
        DID_NOT_HAPPEN,
        /** Nobody knows, or it does not matter any more: the task ends here. */
        ABORT
    }

    public Resolution {
        requireNonNull(finding, "finding is null");
        requireNonNull(by, "by is null");
    }
}
