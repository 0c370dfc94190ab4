package dev.wukongsim.runtime.durable;

import dev.wukongsim.runtime.budget.LedgerEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where steps are written down, what they changed in our own store, and what tasks wait for. What is written is safe once the method returns. Thread-safe; one
 * run at a time may write to a task, the one that claimed it last.
 */
public interface Journal extends Documents {

    /** The signal that ends a task at its next step. */
    String CANCEL = "cancel";

    /**
     * Take over a task.
     *
     * @return the epoch of this run, larger than every earlier one
     */
    long claim(String task);

    /**
     * The rows of a task in order of sequence; empty if the task is new.
     *
     * @throws DamagedRowException if a row is missing or not as it was written
     */
    List<JournalRow> rows(String task);

    /**
     * Write down that a step is about to happen, over the row with the same sequence if there is one.
     *
     * @param opens what the task waits for from now on; null for nothing
     * @throws StaleEpochException if another run has claimed the task since; nothing is written
     */
    void begin(String task, JournalRow intent, @Nullable Wait opens);

    /**
     * Write down what came of a step, and let its effects take place; all of it or nothing.
     *
     * @return the alerts that the settlement raised
     * @throws StaleEpochException if another run has claimed the task since
     * @throws DocumentConflictException if a document is not at the version before the new one
     * @throws dev.wukongsim.runtime.memory.MemoryConflictException if the session holds another number of messages
     * @throws dev.wukongsim.runtime.budget.ReservationStateException if what is due was never reserved
     */
    List<LedgerEntry.Alerted> commit(String task, JournalRow done, Effects effects);

    /**
     * Deliver a signal to a task, whether it waits for it already or not. The first delivery counts.
     *
     * @param payload JSON
     */
    Delivery signal(String task, String name, String payload);

    /** Deliver the signal that ends a wait; too late if the task does not wait any more. */
    Delivery answer(Wait wait, String payload);

    /** The payload of a signal, if it has been delivered. */
    Optional<String> signal(String task, String name);

    /**
     * End a task from outside: whoever carries it out can write nothing more, it waits for nothing more, and the signal
     * {@link #CANCEL} is delivered.
     */
    Delivery cancel(String task, Cancellation cancellation);

    /** Everything that tasks wait for, the oldest first. */
    List<Wait> waits();

    /** A wait that is over, by its id; empty if there was none or it is still open. */
    Optional<Wait> pastWait(String id);
}
