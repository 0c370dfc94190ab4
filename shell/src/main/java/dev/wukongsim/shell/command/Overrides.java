package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.Task;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.ModelNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Task changed = task.withAgent(agent(invocation, task.agent()));
        changed = invocation.option("as").map(changed::withEmployee).orElse(changed);
        OptionalLong budget = invocation.number("budget");
        if (budget.isPresent()) {
            changed = changed.withBudget(positive(budget.getAsLong()));
        }
        return invocation.flag("yes") ? changed.withConfirmed(EVERY_TOOL) : changed;
    }

    private static Agent agent(Invocation invocation, Agent agent) {
        Agent planned = invocation.option("planner").map(agent::withPlanner).orElse(agent);
        Optional<String> model = invocation.option("model");
        if (!invocation.flag("live")) {
            model.ifPresent(ModelNames::require);
        }
        return model.map(planned::withModel).orElse(planned);
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
