package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.agent.Task;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.TaskFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run was told on the command line. What is null is as in the task file.
 *
 * @param file the task file, absolute
 */
public record RunOrder(
        String file,
        Map<String, String> inputs,
        @Nullable String planner,
        @Nullable String model,
        @Nullable Long budget,
        @Nullable String whenShort,
        @Nullable String as,
        long seed,
        boolean live,
        boolean yes) {

    private static final List<String> EVERY_TOOL = List.of("*");

    public RunOrder {
        requireNonNull(file, "file is null");
        inputs = Map.copyOf(inputs);
    }

    /**
     * Read the task file and check it.
     *
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException with everything that is wrong
     */
    public TaskFile load() {
        return TaskCheck.load(Path.of(file), live);
    }

    /** The task that was ordered. */
    public Task task(String id, TaskFile loaded) {
        return change(Task.of(id, loaded, inputs));
    }

    /** Where it is carried out. */
    public Setting setting(TaskFile loaded) {
        return Setting.of(loaded, live, seed);
    }

    /** A task with what is ordered otherwise. */
    public Task change(Task task) {
        Task changed = task.withAgent(agent(task.agent()));
        changed = as == null ? changed : changed.withEmployee(as);
        changed = budget == null ? changed : changed.withBudget(budget);
        changed = whenShort == null ? changed : changed.withShortage(shortage(whenShort, task.shortage()));
        return yes ? changed.withConfirmed(EVERY_TOOL) : changed;
    }

    /** A ladder that was ordered keeps the reserve of the file's. */
    private static Shortage shortage(String word, Shortage before) {
        return word.equals(before.word()) ? before : Shortage.parse(word).orElseThrow();
    }

    private Agent agent(Agent agent) {
        Agent planned = planner == null ? agent : agent.withPlanner(planner);
        return model == null ? planned : planned.withModel(model);
    }
}
