package dev.wukongsim.runtime.planning;

/**
 * Decides what an agent does next. Pure: equal states bring equal decisions, nothing is called and nothing is
 * remembered. That is what makes a task replayable.
 */
@FunctionalInterface
public interface Planner {

    /** What to do next in this state. */
    Decision decide(TaskState state);
}
