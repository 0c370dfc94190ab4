package dev.wukongsim.runtime.agent;

/** A task has no such step. */
public final class NoSuchStepException extends RuntimeException {

    private final String task;
    private final int step;
    private final int steps;

    NoSuchStepException(String task, int step, int steps) {
        super("Task '" + task + "' has no step " + step + "; it has "
                + (steps == 0 ? "none yet" : steps == 1 ? "step 1 only" : "steps 1 to " + steps));
        this.task = task;
        this.step = step;
        this.steps = steps;
    }

    public String task() {
        return task;
    }

    public int step() {
        return step;
    }

    /** How many steps there are. */
    public int steps() {
        return steps;
    }
}
