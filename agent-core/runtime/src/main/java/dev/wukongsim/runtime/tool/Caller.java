package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

/**
 * On whose behalf a tool is called.
 *
 * @param task the task that makes the call
 * @param agent the agent that carries out the task
 * @param employee the person the agent acts for; an agent never has more rights than this person
 */
public record Caller(String task, String agent, String employee) {

    public Caller {
        requireNonNull(task, "task is null");
        requireNonNull(agent, "agent is null");
        requireNonNull(employee, "employee is null");
    }
}
