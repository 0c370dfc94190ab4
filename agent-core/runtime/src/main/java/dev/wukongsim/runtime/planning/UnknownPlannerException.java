package dev.wukongsim.runtime.planning;

import java.util.Collection;

/** Somebody named a planner that does not exist. The message lists those that do. */
public final class UnknownPlannerException extends RuntimeException {

    private final String name;

    public UnknownPlannerException(String name, Collection<String> known) {
        super("Planner '" + name + "' not found; known planners: " + String.join(", ", known));
        this.name = name;
    }

    public String name() {
        return name;
    }
}
