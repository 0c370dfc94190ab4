package dev.wukongsim.runtime.durable;

/** A step was begun in an earlier run and may or may not have happened; a person has to decide. */
public final class InDoubtException extends RuntimeException {

    private final String task;
    private final int sequence;

    public InDoubtException(String task, int sequence, String step) {
        super("Step " + sequence + " ('" + step + "') of task '" + task
                + "' was begun and may have happened; check by hand, it is not run again");
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
