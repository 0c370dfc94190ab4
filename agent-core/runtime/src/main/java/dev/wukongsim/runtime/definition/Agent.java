package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.List;
import java.util.stream.Stream;
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
 * @param fallback models to ask instead, one after the other, where that one cannot answer
 * @param thinking whether these models are to think
 * @param tools names of the tools it is given; a name may end in {@code *}
 */
public record Agent(
        String name,
        String instructions,
        String planner,
        String model,
        List<String> fallback,
        ThinkingSetting thinking,
        List<String> tools,
        Limits limits) {

    private static final String DEFAULT_PLANNER = "react";
    private static final String DEFAULT_MODEL = "qwen-plus";

    public Agent {
        requireNonNull(name, "name is null");
        requireNonNull(instructions, "instructions is null");
        requireNonNull(planner, "planner is null");
        requireNonNull(model, "model is null");
        requireNonNull(thinking, "thinking is null");
        requireNonNull(limits, "limits is null");
        fallback = List.copyOf(fallback);
        tools = List.copyOf(tools);
    }

    @JsonCreator
    static Agent of(
            @JsonProperty("name") String name,
            @JsonProperty("instructions") @Nullable String instructions,
            @JsonProperty("planner") @Nullable String planner,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("fallback") @Nullable List<String> fallback,
            @JsonProperty("thinking") @Nullable ThinkingSetting thinking,
            @JsonProperty("tools") @Nullable List<String> tools,
            @JsonProperty("limits") @Nullable Limits limits) {
        return new Agent(
                name,
                requireNonNullElse(instructions, ""),
                requireNonNullElse(planner, DEFAULT_PLANNER),
                requireNonNullElse(model, DEFAULT_MODEL),
                requireNonNullElse(fallback, List.of()),
                requireNonNullElse(thinking, new ThinkingSetting.Usual()),
                requireNonNullElse(tools, List.of()),
                requireNonNullElse(limits, Limits.DEFAULT));
    }

    /** An agent with the default planner and model, and no tools. */
    public static Agent named(String name) {
        return of(name, null, null, null, null, null, null, null);
    }

    /** The models of this agent in the order in which they are asked, each one once. */
    public List<String> models() {
        return Stream.concat(Stream.of(model), fallback.stream()).distinct().toList();
    }

    public Agent withInstructions(String text) {
        return new Agent(name, text, planner, model, fallback, thinking, tools, limits);
    }

    public Agent withPlanner(String plannerName) {
        return new Agent(name, instructions, plannerName, model, fallback, thinking, tools, limits);
    }

    public Agent withModel(String modelName) {
        return new Agent(name, instructions, planner, modelName, fallback, thinking, tools, limits);
    }

    /** An agent that asks these models, in this order, where its own one cannot answer. */
    public Agent withFallback(String... models) {
        return new Agent(name, instructions, planner, model, List.of(models), thinking, tools, limits);
    }

    public Agent withThinking(ThinkingSetting setting) {
        return new Agent(name, instructions, planner, model, fallback, setting, tools, limits);
    }

    public Agent withTools(String... names) {
        return new Agent(name, instructions, planner, model, fallback, thinking, List.of(names), limits);
    }

    public Agent withLimits(Limits other) {
        return new Agent(name, instructions, planner, model, fallback, thinking, tools, other);
    }
}
