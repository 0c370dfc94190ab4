package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.schedule.Passed;
import dev.wukongsim.schedule.Tick;
import dev.wukongsim.schedule.TickOutcome;
import java.util.Locale;

/** The one object that {@code schedule --json} prints: every tick, as it came. Thread-safe. */
public final class TicksJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean wanted;
    private final ArrayNode ticks = JSON.createArrayNode();

    /** @param wanted whether anything is kept; a service that runs for months has no use for it */
    public TicksJson(boolean wanted) {
        this.wanted = wanted;
    }

    public synchronized void add(Tick tick, TickOutcome outcome) {
        if (wanted) {
            ticks.add(tick(tick, outcome));
        }
    }

    @Override
    public synchronized String toString() {
        ObjectNode object = JSON.createObjectNode();
        object.set("ticks", ticks);
        return object.toString();
    }

    private static ObjectNode tick(Tick tick, TickOutcome outcome) {
        ObjectNode object = JSON.createObjectNode()
                .put("schedule", tick.schedule())
                .put("time", tick.time().toString())
                .put("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return switch (outcome) {
            case TickOutcome.Ran ran -> result(object, ran.result());
            case TickOutcome.Failed failed ->
                object.put("message", failed.cause().getMessage());
            case TickOutcome.Missed missed -> passed(object, missed.ticks());
            case TickOutcome.Overlapped overlapped -> passed(object, overlapped.ticks());
            case TickOutcome.Empty empty -> object;
            case TickOutcome.Taken taken -> object;
        };
    }

    private static ObjectNode result(ObjectNode object, RunResult result) {
        return object.put("task", result.task().id())
                .put("stopReason", result.stopReason().word())
                .put("exitCode", result.stopReason().exitCode())
                .put("tokens", result.usage().total())
                .put("calls", result.usage().calls())
                .put("message", result.message().orElse(null));
    }

    private static ObjectNode passed(ObjectNode object, Passed passed) {
        return object.put("count", passed.ticks().size()).put("more", passed.more());
    }
}
