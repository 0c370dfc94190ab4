package dev.wukongsim.runtime.durable;

/** A replayed task asks for another step than the journal holds: the program or its input has changed. */
public final class NonDeterministicReplayException extends RuntimeException {

    private final String task;
    private final int sequence;

    public NonDeterministicReplayException(String task, int sequence, String journalled, String asked) {
        super("Step " + sequence + " of task '" + task + "' was '" + journalled + "' and is now '" + asked + "'"
                + (journalled.equals(asked) ? " with other arguments" : "")
                + "; the program or its input has changed since the task began. Put it back and resume, or fork the task"
                + " before that step. Nothing is lost");
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
