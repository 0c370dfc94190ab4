package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.schedule.Tick;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run was told on the command line. What is null is as in the task file.
 *
 * @param file the task file, absolute
 * @param tick time of the tick of the file's schedule that the run is for, in ISO 8601; null if a person began it
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
        boolean yes,
        @Nullable String tick) {

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

    /** The same, for a tick of the file's schedule. */
    public RunOrder at(Tick due) {
        return new RunOrder(
                file,
                inputs,
                planner,
                model,
                budget,
                whenShort,
                as,
                seed,
                live,
                yes,
                due.time().toString());
    }

    /** The task that was ordered; one of a schedule with a budget draws on its account too. */
    public Task task(String id, TaskFile loaded) {
        Task task = change(Task.of(id, loaded, inputs));
        return scheduleAccount(loaded)
                .map(account -> task.withFunding(List.of(account)))
                .orElse(task);
    }

    /** Names the office it is carried out in: one for each task, or one for all of a schedule. */
    public String office(String id, TaskFile loaded) {
        return tick == null ? id : "schedule-" + loaded.definition().name();
    }

    /** What all runs of the schedule draw on; empty if it has no budget, or a person began the run. */
    Optional<String> scheduleAccount(TaskFile loaded) {
        return tick == null
                ? Optional.empty()
                : loaded.schedule()
                        .flatMap(
                                schedule -> schedule.account(loaded.definition().name(), Instant.parse(tick)));
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
