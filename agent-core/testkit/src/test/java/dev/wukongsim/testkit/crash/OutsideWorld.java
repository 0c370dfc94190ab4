package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.tool.ToolContract.Idempotency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the processes of a task have done outside, which outlives them: the idempotency key of each call, by kind of tool. */
final class OutsideWorld {

    private final Map<Idempotency, List<String>> executions = new EnumMap<>(Idempotency.class);

    void execute(Idempotency kind, String key) {
        executions.computeIfAbsent(kind, first -> new ArrayList<>()).add(key);
    }

    /** The keys of all executions, in order. */
    List<String> executions(Idempotency kind) {
        return executions.getOrDefault(kind, List.of());
    }

    /** Begin anew. */
    void forget() {
        executions.clear();
    }
}
