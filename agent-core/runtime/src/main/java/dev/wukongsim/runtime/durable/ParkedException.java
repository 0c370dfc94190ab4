package dev.wukongsim.runtime.durable;

/** The task waits for somebody, and the run ends here; another run goes on from here. Nothing went wrong. */
public final class ParkedException extends RuntimeException {

    private final transient Wait wait;

    ParkedException(Wait wait) {
        super("Task '" + wait.task() + "' waits for signal '" + wait.signal() + "' until " + wait.until());
        this.wait = wait;
    }

    /** What the task waits for. */
    public Wait waiting() {
        return wait;
    }
}
