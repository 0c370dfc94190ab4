package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.ModelNames;
import dev.wukongsim.shell.wiring.RunOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options that change a task before it runs. */
final class Overrides {

    private Overrides() {}

    static Usage on(Usage usage) {
        return usage.option("planner", "P", "react or plan-and-execute")
                .option("model", "M", "a model of the catalogue, such as qwen-plus")
                .option("budget", "TOKENS", "what the task may use")
                .option("when-short", "POLICY", "when it runs short: " + Shortage.WORDS)
                .option("as", "EMPLOYEE", "for whom the agent acts")
                .option("seed", "N", "of all that is random; 0 by default")
                .flag("yes", "agrees to every call that wants confirmation");
    }

    /** The same, where a real model may be asked too. */
    static Usage orLiveOn(Usage usage) {
        return on(usage).flag("live", "asks the model at WUKONG_ENDPOINT, not the mocked one");
    }

    /**
     * What was ordered.
     *
     * @throws CommandFailure if an option's value stands for nothing
     */
    static RunOrder order(String file, Map<String, String> inputs, Invocation invocation) {
        return order(file, inputs, invocation.flag("live"), invocation);
    }

    /**
     * What was ordered of the mocked model, or of a real one, whose names only its endpoint knows.
     *
     * @throws CommandFailure if an option's value stands for nothing
     */
    static RunOrder order(String file, Map<String, String> inputs, boolean live, Invocation invocation) {
        Optional<String> model = invocation.option("model");
        Optional<String> whenShort = invocation.option("when-short");
        whenShort.ifPresent(word -> requireShortage(word, live));
        if (!live) {
            model.ifPresent(ModelNames::require);
        }
        return new RunOrder(
                Path.of(file).toAbsolutePath().normalize().toString(),
                inputs,
                invocation.option("planner").orElse(null),
                model.orElse(null),
                budget(invocation),
                whenShort.orElse(null),
                invocation.option("as").orElse(null),
                seed(invocation),
                live,
                invocation.flag("yes"),
                null);
    }

    /** The same order for another task, with what is ordered otherwise now. */
    static RunOrder over(RunOrder before, Invocation invocation) {
        RunOrder now = order(before.file(), before.inputs(), before.live(), invocation);
        return new RunOrder(
                before.file(),
                before.inputs(),
                now.planner() == null ? before.planner() : now.planner(),
                now.model() == null ? before.model() : now.model(),
                now.budget() == null ? before.budget() : now.budget(),
                now.whenShort() == null ? before.whenShort() : now.whenShort(),
                now.as() == null ? before.as() : now.as(),
                invocation.option("seed").isPresent() ? now.seed() : before.seed(),
                before.live(),
                now.yes() || before.yes(),
                null);
    }

    private static void requireShortage(String word, boolean live) {
        Shortage shortage = Shortage.parse(word)
                .orElseThrow(() ->
                        CommandFailure.usage("Option '--when-short' takes " + Shortage.WORDS + ", not '" + word + "'"));
        if (shortage instanceof Shortage.Degrade degrade && !live) {
            ModelNames.require(degrade.model());
        }
    }

    private static @Nullable Long budget(Invocation invocation) {
        OptionalLong budget = invocation.number("budget");
        return budget.isPresent() ? positive(budget.getAsLong()) : null;
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
