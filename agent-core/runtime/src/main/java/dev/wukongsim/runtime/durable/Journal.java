package dev.wukongsim.runtime.durable;

import java.util.List;
import java.util.Optional;

/**
 * Where steps are written down. A row is safe once {@link #write} returns. Thread-safe; one run at a time may write to a
 * task, the one that claimed it last.
 */
public interface Journal {

    /**
     * Take over a task.
     *
     * @return the epoch of this run, larger than every earlier one
     */
    long claim(String task);

    /** The rows of a task in order of sequence; empty if the task is new. */
    List<JournalRow> rows(String task);

    /**
     * Write a row over the one with the same sequence, if there is one.
     *
     * @throws StaleEpochException if another run has claimed the task since; nothing is written
     */
    void write(String task, JournalRow row);

    /**
     * Deliver a signal to a task, whether it waits for it already or not. The first delivery counts.
     *
     * @param payload JSON
     */
    void signal(String task, String name, String payload);

    /** The payload of a signal, if it has been delivered. */
    Optional<String> signal(String task, String name);
}
