package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;

/** The one object that {@code run --json} prints. Its names are a contract with scripts. */
public final class RunJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RunJson() {}

    public static String of(RunResult result, Path transcript) {
        ObjectNode object = JSON.createObjectNode()
                .put("task", result.task().id())
                .put("agent", result.task().agent().name())
                .put("planner", result.task().agent().planner())
                .put("model", result.task().agent().model())
                .put("stopReason", result.stopReason().word())
                .put("exitCode", result.stopReason().exitCode())
                .put("answer", result.answer().orElse(null));
        result.message().ifPresent(message -> object.put("message", message));
        object.set("models", JSON.valueToTree(result.models()));
        object.set("usage", usage(result.usage()));
        object.set("cost", JSON.valueToTree(result.cost().orElse(null)));
        object.set("budget", budget(result.budget()));
        object.set("toolCalls", JSON.valueToTree(result.toolCalls()));
        object.set("alerts", JSON.valueToTree(result.alerts()));
        return object.put("steps", result.steps())
                .put("transcript", transcript.toString())
                .toString();
    }

    /** Token counts with the names of the contract. */
    public static ObjectNode usage(Usage usage) {
        return JSON.createObjectNode()
                .put("input", usage.input())
                .put("cachedInput", usage.cachedInput())
                .put("cacheWrite", usage.cacheWrite())
                .put("output", usage.output())
                .put("reasoning", usage.reasoning())
                .put("calls", usage.calls())
                .put("estimated", usage.estimated());
    }

    private static ObjectNode budget(Account account) {
        return JSON.createObjectNode()
                .put("limit", account.limit())
                .put("spent", account.spent())
                .put("held", account.held())
                .put("remaining", account.available());
    }
}
