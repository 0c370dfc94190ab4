package dev.wukongsim.runtime.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What came of a task. There is always one, whatever happened.
 *
 * @param answer what the agent says; partial unless the task is completed, empty if there is nothing
 * @param message what went wrong and what to do
 * @param models that were chosen, in order; the agent's own is the first
 * @param cost empty if any call had no known price
 * @param budget the task's account at the end
 * @param alerts that its calls raised, in order
 * @param steps decisions of the planner that were carried out
 */
public record RunResult(
        Task task,
        StopReason stopReason,
        Optional<String> answer,
        Optional<String> message,
        List<String> models,
        Usage usage,
        Optional<Money> cost,
        Account budget,
        List<ToolUse> toolCalls,
        List<Alert> alerts,
        int steps) {

    /** A tool call and its outcome: {@code success}, {@code retry}, {@code failure} or {@code denied}. */
    public record ToolUse(String name, JsonNode args, String outcome, int step) {}

    /**
     * An account's spending reached a part of its limit by a call of this task.
     *
     * @param percent 50, 80 or 100
     * @param spent in the account's unit, as is the limit
     */
    public record Alert(String account, int percent, long spent, long limit) {}

    public RunResult {
        models = List.copyOf(models);
        alerts = List.copyOf(alerts);
        toolCalls = List.copyOf(toolCalls);
    }

    public boolean completed() {
        return stopReason == StopReason.COMPLETED;
    }
}
