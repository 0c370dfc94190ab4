package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One step of a task as it stands in the journal.
 *
 * @param sequence position among the task's steps, from 1
 * @param name what kind of step, such as {@code model} or {@code tool}
 * @param argumentsHash of the step's arguments in canonical JSON; a replay must ask for the same
 * @param state how far the step came
 * @param attempt from 1
 * @param epoch of the run that wrote the row, from 1
 * @param result JSON; null until the step is done
 */
public record JournalRow(
        int sequence,
        String name,
        String argumentsHash,
        State state,
        int attempt,
        long epoch,
        @Nullable String result) {

    /** How far a step came. */
    public enum State {
        /** About to happen; whether it did is not known until the step is done. */
        INTENT,
        /** Happened, with a result. */
        DONE
    }

    public JournalRow {
        requireNonNull(name, "name is null");
        requireNonNull(argumentsHash, "argumentsHash is null");
        requireNonNull(state, "state is null");
        if (sequence < 1 || attempt < 1 || epoch < 1) {
            throw new IllegalArgumentException(
                    "Sequence, attempt and epoch count from 1: " + sequence + ", " + attempt + ", " + epoch);
        }
    }
}
