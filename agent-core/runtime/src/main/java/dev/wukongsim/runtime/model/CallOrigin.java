package dev.wukongsim.runtime.model;

import static java.util.Objects.requireNonNull;

/**
 * Who makes a model call, and where in its work.
 *
 * @param agent by name
 * @param task by id
 * @param step of the task, from 1
 */
public record CallOrigin(String agent, String task, int step) {

    public CallOrigin {
        requireNonNull(agent, "agent is null");
        requireNonNull(task, "task is null");
        if (step < 1) {
            throw new IllegalArgumentException("Steps count from 1, not " + step);
        }
    }
}
