package dev.wukongsim.runtime.durable;

/** Another run has taken over the task; this one must stop and write nothing more. */
public final class StaleEpochException extends RuntimeException {

    private final String task;
    private final long epoch;
    private final long current;

    public StaleEpochException(String task, long epoch, long current) {
        super("Task '" + task + "' was taken over: this run has epoch " + epoch + ", the task is at " + current);
        this.task = task;
        this.epoch = epoch;
        this.current = current;
    }

    public String task() {
        return task;
    }

    public long epoch() {
        return epoch;
    }

    public long current() {
        return current;
    }
}
