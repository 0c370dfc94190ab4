package dev.wukongsim.runtime.durable;

/** A replayed task asks for another step than the journal holds: the program or its input has changed. */
public final class NonDeterministicReplayException extends RuntimeException {

    private final String task;
    private final int sequence;

    public NonDeterministicReplayException(String task, int sequence, String journalled, String asked) {
        super("Step " + sequence + " of task '" + task + "' was '" + journalled + "' and is now '" + asked
                + "'; the program or its input has changed since the task began");
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
