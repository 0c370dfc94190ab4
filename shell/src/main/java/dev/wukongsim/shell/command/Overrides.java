package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.Task;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.Usage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The options that change a task before it runs. */
final class Overrides {

    private static final List<String> EVERY_TOOL = List.of("*");

    private Overrides() {}

    static Usage on(Usage usage) {
        return usage.option("planner", "P", "react or plan-and-execute")
                .option("model", "M", "a model of the catalogue, such as qwen-plus")
                .option("budget", "TOKENS", "what the task may use")
                .option("as", "EMPLOYEE", "for whom the agent acts")
                .option("seed", "N", "of all that is random; 0 by default")
                .flag("yes", "agrees to every call that wants confirmation")
                .flag("live", "asks the model at WUKONG_ENDPOINT, not the mocked one");
    }

    static Task apply(Invocation invocation, Task task) {
        Task changed = task;
        if (invocation.option("planner").isPresent()) {
            changed = changed.withAgent(
                    changed.agent().withPlanner(invocation.option("planner").get()));
        }
        if (invocation.option("model").isPresent()) {
            changed = changed.withAgent(
                    changed.agent().withModel(invocation.option("model").get()));
        }
        if (invocation.option("as").isPresent()) {
            changed = changed.withEmployee(invocation.option("as").get());
        }
        OptionalLong budget = invocation.number("budget");
        if (budget.isPresent()) {
            changed = changed.withBudget(positive(budget.getAsLong()));
        }
        return invocation.flag("yes") ? changed.withConfirmed(EVERY_TOOL) : changed;
    }

    static long seed(Invocation invocation) {
        return invocation.number("seed").orElse(0);
    }

    /** The inputs given as {@code --input key=value}. */
    static Map<String, String> inputs(Invocation invocation) {
        Map<String, String> inputs = new TreeMap<>();
        for (String input : invocation.values("input")) {
            int equals = input.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.usage("Option '--input' takes key=value, not '" + input + "'");
            }
            inputs.put(input.substring(0, equals), input.substring(equals + 1));
        }
        return inputs;
    }

    private static long positive(long tokens) {
        if (tokens < 1) {
            throw CommandFailure.usage("Option '--budget' takes at least 1 token, not " + tokens);
        }
        return tokens;
    }
}
