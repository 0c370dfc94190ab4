package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who acts.
 *
 * <pre>{@code
 * Agent clerk = Agent.named("clerk").withInstructions("You check expenses.").withTools("directory.*", "chat.send");
 * }</pre>
 *
 * @param instructions the system message
 * @param planner by name, such as {@code react}
 * @param model by catalogue id, such as {@code qwen-plus}
 * @param tools names of the tools it is given; a name may end in {@code *}
 */
public record Agent(String name, String instructions, String planner, String model, List<String> tools, Limits limits) {

    private static final String DEFAULT_PLANNER = "react";
    private static final String DEFAULT_MODEL = "qwen-plus";

    public Agent {
        requireNonNull(name, "name is null");
        requireNonNull(instructions, "instructions is null");
        requireNonNull(planner, "planner is null");
        requireNonNull(model, "model is null");
        requireNonNull(limits, "limits is null");
        tools = List.copyOf(tools);
    }

    @JsonCreator
    static Agent of(
            @JsonProperty("name") String name,
            @JsonProperty("instructions") @Nullable String instructions,
            @JsonProperty("planner") @Nullable String planner,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("tools") @Nullable List<String> tools,
            @JsonProperty("limits") @Nullable Limits limits) {
        return new Agent(
                name,
                requireNonNullElse(instructions, ""),
                requireNonNullElse(planner, DEFAULT_PLANNER),
                requireNonNullElse(model, DEFAULT_MODEL),
                requireNonNullElse(tools, List.of()),
                requireNonNullElse(limits, Limits.DEFAULT));
    }

    /** An agent with the default planner and model, and no tools. */
    public static Agent named(String name) {
        return new Agent(name, "", DEFAULT_PLANNER, DEFAULT_MODEL, List.of(), Limits.DEFAULT);
    }

    public Agent withInstructions(String text) {
        return new Agent(name, text, planner, model, tools, limits);
    }

    public Agent withPlanner(String plannerName) {
        return new Agent(name, instructions, plannerName, model, tools, limits);
    }

    public Agent withModel(String modelName) {
        return new Agent(name, instructions, planner, modelName, tools, limits);
    }

    public Agent withTools(String... names) {
        return new Agent(name, instructions, planner, model, List.of(names), limits);
    }

    public Agent withLimits(Limits other) {
        return new Agent(name, instructions, planner, model, tools, other);
    }
}
