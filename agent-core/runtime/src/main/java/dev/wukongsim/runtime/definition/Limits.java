package dev.wukongsim.runtime.definition;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far an agent may go on one task, whatever its planner wants.
 *
 * @param modelCalls model calls that bring an answer
 * @param outputTokens of one answer, thinking included
 * @param attempts at one model call when the endpoint fails for a while
 * @param timeout how long the agent may work on it; the time in which it waits for a person does not count
 * @param patience how long it waits for a person
 */
public record Limits(int modelCalls, int outputTokens, int attempts, Duration timeout, Duration patience) {

    public static final Limits DEFAULT = new Limits(20, 1_024, 3, Duration.ofMinutes(10), Duration.ofDays(3));

    public Limits {
        requireNonNull(timeout, "timeout is null");
        requireNonNull(patience, "patience is null");
        if (modelCalls < 1 || outputTokens < 1 || attempts < 1 || !timeout.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException("Limits must be positive: " + modelCalls + " model calls, "
                    + outputTokens + " output tokens, " + attempts + " attempts, timeout " + timeout
                    + ", patience " + patience);
        }
    }

    @JsonCreator
    static Limits of(
            @JsonProperty("modelCalls") @Nullable Integer modelCalls,
            @JsonProperty("outputTokens") @Nullable Integer outputTokens,
            @JsonProperty("attempts") @Nullable Integer attempts,
            @JsonProperty("timeout") @Nullable Duration timeout,
            @JsonProperty("patience") @Nullable Duration patience) {
        return new Limits(
                requireNonNullElse(modelCalls, DEFAULT.modelCalls),
                requireNonNullElse(outputTokens, DEFAULT.outputTokens),
                requireNonNullElse(attempts, DEFAULT.attempts),
                requireNonNullElse(timeout, DEFAULT.timeout),
                requireNonNullElse(patience, DEFAULT.patience));
    }

    public Limits withModelCalls(int calls) {
        return new Limits(calls, outputTokens, attempts, timeout, patience);
    }
}
