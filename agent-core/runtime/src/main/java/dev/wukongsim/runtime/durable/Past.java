package dev.wukongsim.runtime.durable;

import java.util.List;
import java.util.Optional;

/** The steps a task has behind it, asked for one after the other. */
final class Past {

    private final String task;
    private final List<JournalRow> rows;
    private int sequence;

    /** @throws DamagedRowException if a row is missing between others */
    Past(String task, List<JournalRow> rows) {
        this.task = task;
        this.rows = rows;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).sequence() != i + 1) {
                throw new DamagedRowException(task, i + 1, "it is missing");
            }
        }
    }

    /**
     * The row of the next step; empty if it has not been begun.
     *
     * @throws NonDeterministicReplayException if it is the row of another step
     */
    Optional<JournalRow> next(String name, String argumentsHash) {
        sequence++;
        if (sequence > rows.size()) {
            return Optional.empty();
        }
        JournalRow row = rows.get(sequence - 1);
        if (!row.name().equals(name) || !row.argumentsHash().equals(argumentsHash)) {
            throw new NonDeterministicReplayException(task, sequence, row.name(), name);
        }
        return Optional.of(row);
    }

    /** Of the step that was asked for last. */
    int sequence() {
        return sequence;
    }
}
