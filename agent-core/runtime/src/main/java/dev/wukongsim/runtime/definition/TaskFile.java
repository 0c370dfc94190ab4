package dev.wukongsim.runtime.definition;

import dev.langchain4j.model.input.PromptTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A task file that has been checked: schema, inputs named in the goal, and the files it refers to. */
public final class TaskFile {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private final YamlFile<TaskDefinition> file;

    private TaskFile(YamlFile<TaskDefinition> file) {
        this.file = file;
    }

    /**
     * Read and check a task file.
     *
     * @throws InvalidDefinitionException with everything that is wrong
     */
    public static TaskFile load(Path path) {
        YamlFile<TaskDefinition> file = YamlFile.open(path, TaskDefinition.class, "task.schema.yaml");
        List<Violation> violations = new ArrayList<>();
        for (String name : variables(file.content().goal())) {
            if (!file.content().input().containsKey(name)) {
                violations.add(
                        file.violation("/goal", "the goal names '{{" + name + "}}', and 'input' has no such key"));
            }
        }
        violations.addAll(budget(file));
        violations.addAll(fallback(file));
        violations.addAll(schedule(file));
        missing(file, "world", file.content().world()).ifPresent(violations::add);
        missing(file, "replies", file.content().replies()).ifPresent(violations::add);
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return new TaskFile(file);
    }

    public TaskDefinition definition() {
        return file.content();
    }

    public Path path() {
        return file.path();
    }

    public Optional<Path> world() {
        return Optional.ofNullable(definition().world()).map(file::resolve);
    }

    public Optional<Path> replies() {
        return Optional.ofNullable(definition().replies()).map(file::resolve);
    }

    /** When the task runs by itself. */
    public Optional<ScheduleDefinition> schedule() {
        return Optional.ofNullable(definition().schedule());
    }

    /** A violation at a place in this file, such as {@code /agent/tools/0}. */
    public Violation violation(String pointer, String message) {
        return file.violation(pointer, message);
    }

    /**
     * The goal with its inputs filled in.
     *
     * @param overrides inputs that differ from the file's defaults
     * @throws InvalidDefinitionException if an override is no input of this task
     */
    public String goal(Map<String, String> overrides) {
        Map<String, Object> values = new TreeMap<>(definition().input());
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            if (values.put(override.getKey(), override.getValue()) == null) {
                throw new InvalidDefinitionException(List.of(violation(
                        "/input",
                        "there is no input '" + override.getKey() + "'; inputs: "
                                + String.join(", ", new TreeMap<>(definition().input()).keySet()))));
            }
        }
        return PromptTemplate.from(definition().goal()).apply(values).text().strip();
    }

    private static List<Violation> budget(YamlFile<TaskDefinition> file) {
        TaskDefinition.BudgetDefinition budget = file.content().budget();
        List<Violation> violations = new ArrayList<>();
        Optional<Shortage> shortage = budget.shortage();
        if (shortage.isEmpty()) {
            violations.add(file.violation(
                    "/budget/whenShort", "'whenShort' is " + Shortage.WORDS + ", not '" + budget.whenShort() + "'"));
        }
        if (budget.reserve() != null && budget.reserve() >= budget.tokens()) {
            violations.add(file.violation(
                    "/budget/reserve",
                    "the reserve of %,d tokens leaves nothing of a budget of %,d; make it smaller"
                            .formatted(budget.reserve(), budget.tokens())));
        }
        if (budget.reserve() != null && shortage.isPresent() && !(shortage.get() instanceof Shortage.Ladder)) {
            violations.add(file.violation(
                    "/budget/reserve",
                    "only 'whenShort: ladder' makes a last call and wants a reserve, not '%s'"
                            .formatted(shortage.get().word())));
        }
        return violations;
    }

    private static List<Violation> fallback(YamlFile<TaskDefinition> file) {
        Agent agent = file.content().agent();
        int again = agent.fallback().indexOf(agent.model());
        return again < 0
                ? List.of()
                : List.of(file.violation(
                        "/agent/fallback/" + again,
                        "model '%s' is the agent's own, which is asked before any fallback; leave it out here"
                                .formatted(agent.model())));
    }

    private static List<Violation> schedule(YamlFile<TaskDefinition> file) {
        List<Violation> violations = new ArrayList<>();
        Optional.ofNullable(file.content().schedule())
                .map(schedule ->
                        new ScheduleCheck(schedule, (place, message) -> violations.add(file.violation(place, message))))
                .ifPresent(ScheduleCheck::check);
        return violations;
    }

    private static List<String> variables(String goal) {
        return VARIABLE.matcher(goal)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static Optional<Violation> missing(YamlFile<TaskDefinition> file, String key, @Nullable String name) {
        return name == null || file.resolve(name).toFile().exists()
                ? Optional.empty()
                : Optional.of(file.violation("/" + key, "there is no file '" + name + "' beside this one"));
    }
}
