package dev.wukongsim.runtime.durable;

/** A step was begun in an earlier run and may or may not have happened; a person has to decide. */
public final class InDoubtException extends RuntimeException {

    private final transient Wait wait;

    InDoubtException(Wait wait, int sequence, String step, String why) {
        super("Step " + sequence + " ('" + step + "') of task '" + wait.task() + "' " + why
                + "; see for yourself, then say: " + "wukong decide " + wait.id()
                + " happened|not-happened|abort, and: wukong resume " + wait.task());
        this.wait = wait;
    }

    /** What the task waits for. */
    public Wait waiting() {
        return wait;
    }
}
