package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/** What is done with a step that an earlier run began and did not end, so that nobody knows whether it happened. */
public sealed interface Recovery<T> {

    /** Do it again: it changes nothing, or takes effect once for the same key, or only together with its result. */
    static <T> Recovery<T> rerun() {
        return new Rerun<>();
    }

    /** Look whether it happened, and do it again only if it did not. */
    static <T> Recovery<T> lookUp(Function<Attempt, Optional<T>> lookup) {
        return new LookUp<>(lookup);
    }

    /**
     * Do not do it again before a person has looked.
     *
     * @param told makes the step's result from what the person says has come of it
     */
    static <T> Recovery<T> askPerson(Function<String, T> told) {
        return new AskPerson<>(told);
    }

    /** {@link #rerun}. */
    record Rerun<T>() implements Recovery<T> {}

    /** {@link #lookUp}. */
    record LookUp<T>(Function<Attempt, Optional<T>> lookup) implements Recovery<T> {
        public LookUp {
            requireNonNull(lookup, "lookup is null");
        }
    }

    /** {@link #askPerson}. */
    record AskPerson<T>(Function<String, T> told) implements Recovery<T> {
        public AskPerson {
            requireNonNull(told, "told is null");
        }
    }
}
