package dev.wukongsim.runtime.durable;

/** A row of a journal is not as it was written. Nothing was done, and the rows before it are sound. */
public final class DamagedRowException extends RuntimeException {

    private final String task;
    private final int sequence;

    public DamagedRowException(String task, int sequence, String damage) {
        super("Row " + sequence + " of the journal of task '" + task + "' is damaged: " + damage
                + "; nothing was done. Restore the data from a backup, or run the task anew");
        this.task = task;
        this.sequence = sequence;
    }

    public String task() {
        return task;
    }

    public int sequence() {
        return sequence;
    }
}
