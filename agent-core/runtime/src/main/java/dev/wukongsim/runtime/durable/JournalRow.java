package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a task as it stands in the journal.
 *
 * @param sequence position among the task's steps, from 1
 * @param name what kind of step, such as {@code model} or {@code tool}
 * @param argumentsHash of the step's arguments in {@link Canonical} JSON; a replay must ask for the same
 * @param state how far the step came
 * @param attempt from 1
 * @param epoch of the run that wrote the row, from 1
 * @param began when this attempt began
 * @param ended when the step was done; null until then
 * @param result JSON; null until the step is done
 * @param alerts that the settlement written with the result has raised
 * @see RowText
 */
public record JournalRow(
        int sequence,
        String name,
        String argumentsHash,
        State state,
        int attempt,
        long epoch,
        Instant began,
        @Nullable Instant ended,
        @Nullable String result,
        List<LedgerEntry.Alerted> alerts) {

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
        requireNonNull(began, "began is null");
        alerts = List.copyOf(alerts);
        if (sequence < 1 || attempt < 1 || epoch < 1) {
            throw new IllegalArgumentException(
                    "Sequence, attempt and epoch count from 1: " + sequence + ", " + attempt + ", " + epoch);
        }
        if ((state == State.DONE) != (result != null && ended != null)) {
            throw new IllegalArgumentException("A row has a result and an end if it is done, and only then");
        }
    }

    /** A step that is about to happen. */
    public static JournalRow intent(
            int sequence, String name, String argumentsHash, int attempt, long epoch, Instant began) {
        return new JournalRow(
                sequence, name, argumentsHash, State.INTENT, attempt, epoch, began, null, null, List.of());
    }

    /** The same attempt, with what came of it. */
    public JournalRow done(String json, Instant end) {
        return new JournalRow(sequence, name, argumentsHash, State.DONE, attempt, epoch, began, end, json, List.of());
    }

    /** The same row in a later run. */
    JournalRow in(long laterEpoch) {
        return new JournalRow(sequence, name, argumentsHash, state, attempt, laterEpoch, began, ended, result, alerts);
    }

    public JournalRow withAlerts(List<LedgerEntry.Alerted> raised) {
        return new JournalRow(sequence, name, argumentsHash, state, attempt, epoch, began, ended, result, raised);
    }

    /** How long the attempt took; zero if the step is not done, or the clock was set back meanwhile. */
    public Duration took() {
        return ended == null || ended.isBefore(began) ? Duration.ZERO : Duration.between(began, ended);
    }
}
