package dev.wukongsim.runtime.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what the events of a run say: models, usage, cost, tool calls and alerts. */
final class Tally implements RunListener {

    private final List<RunResult.ToolUse> toolCalls = new ArrayList<>();
    private final List<RunResult.Alert> alerts = new ArrayList<>();
    private final Set<String> models = new LinkedHashSet<>();
    private final Map<String, JsonNode> argumentsByCall = new HashMap<>();
    private Usage usage = Usage.NONE;
    private @Nullable Money cost;

    /** A tally that begins with the price of nothing, which is unknown for a model that is not priced. */
    Tally(@Nullable Money nothing) {
        this.cost = nothing;
    }

    @Override
    public void onEvent(RunEvent event) {
        switch (event) {
            case RunEvent.TaskStarted started -> models.add(started.model());
            case RunEvent.ModelDegraded degraded -> models.add(degraded.to());
            case RunEvent.ModelFellBack fellBack -> models.add(fellBack.to());
            case RunEvent.ModelReplied replied -> add(replied.usage(), replied.cost());
            case RunEvent.ModelFailed failed -> add(failed.usage(), failed.cost());
            case RunEvent.ToolCalled called -> argumentsByCall.put(key(called.step(), called.id()), called.arguments());
            case RunEvent.ToolReturned returned -> add(returned);
            case RunEvent.BudgetAlert alert ->
                alerts.add(new RunResult.Alert(alert.account(), alert.percent(), alert.spent(), alert.limit()));
            default -> {}
        }
    }

    private void add(Usage more, @Nullable Money price) {
        usage = usage.plus(more);
        cost = cost == null || price == null ? null : cost.plus(price);
    }

    private void add(RunEvent.ToolReturned returned) {
        JsonNode arguments = argumentsByCall.get(key(returned.step(), returned.id()));
        if (arguments != null) {
            toolCalls.add(new RunResult.ToolUse(returned.name(), arguments, returned.outcome(), returned.step()));
        }
    }

    Usage usage() {
        return usage;
    }

    /** Empty if anything could not be priced. */
    Optional<Money> cost() {
        return Optional.ofNullable(cost);
    }

    List<String> models() {
        return List.copyOf(models);
    }

    List<RunResult.ToolUse> toolCalls() {
        return toolCalls;
    }

    List<RunResult.Alert> alerts() {
        return alerts;
    }

    private static String key(int step, String call) {
        return step + "/" + call;
    }
}
