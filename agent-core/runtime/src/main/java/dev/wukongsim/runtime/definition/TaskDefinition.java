package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a task file.
 *
 * @param goal may name inputs as {@code {{key}}}
 * @param input defaults of the inputs
 * @param as id of the employee the agent acts for
 * @param product whose allowance pays, such as {@code qwen}
 * @param confirmed tools that the employee agreed to beforehand
 * @param world file of the simulated office
 * @param replies file of what the mocked model says
 * @param schedule when it runs by itself
 */
public record TaskDefinition(
        String kind,
        String name,
        @Nullable String description,
        String goal,
        Map<String, Object> input,
        String as,
        String product,
        Agent agent,
        BudgetDefinition budget,
        List<String> confirmed,
        @Nullable String world,
        @Nullable String replies,
        @Nullable ScheduleDefinition schedule) {

    /** What a task uses that names no product. */
    public static final String DEFAULT_PRODUCT = "qwen";

    /**
     * What the whole task may use.
     *
     * @param whenShort what happens when it runs short; the ladder if null
     * @param reserve tokens kept for the ladder's last call
     */
    public record BudgetDefinition(
            long tokens,
            @Nullable String whenShort,
            @Nullable Long reserve) {

        /** What happens when it runs short; empty if {@code whenShort} is no such thing. */
        public Optional<Shortage> shortage() {
            return Shortage.parse(whenShort == null ? Shortage.ladder().word() : whenShort)
                    .map(found -> found instanceof Shortage.Ladder ? new Shortage.Ladder(reserve) : found);
        }
    }

    public TaskDefinition {
        product = requireNonNullElse(product, DEFAULT_PRODUCT);
        input = Map.copyOf(requireNonNullElse(input, Map.of()));
        confirmed = List.copyOf(requireNonNullElse(confirmed, List.of()));
    }
}
