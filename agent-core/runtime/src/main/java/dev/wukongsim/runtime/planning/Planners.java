package dev.wukongsim.runtime.planning;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Planners by name. Immutable. */
public final class Planners {

    private static final Planners STANDARD =
            new Planners(Map.of("react", new ReActPlanner(), "plan-and-execute", new PlanAndExecutePlanner()));

    private final Map<String, Planner> planners;

    private Planners(Map<String, Planner> planners) {
        this.planners = new TreeMap<>(planners);
    }

    /** The planners of this house: {@code react} and {@code plan-and-execute}. */
    public static Planners standard() {
        return STANDARD;
    }

    /** These planners and one more; a planner of the same name is replaced. */
    public Planners with(String name, Planner planner) {
        Map<String, Planner> more = new TreeMap<>(planners);
        more.put(requireNonNull(name, "name is null"), requireNonNull(planner, "planner is null"));
        return new Planners(more);
    }

    public Set<String> names() {
        return Set.copyOf(planners.keySet());
    }

    /**
     * The planner of this name.
     *
     * @throws UnknownPlannerException if there is none
     */
    public Planner named(String name) {
        Planner planner = planners.get(name);
        if (planner == null) {
            throw new UnknownPlannerException(name, planners.keySet());
        }
        return planner;
    }
}
