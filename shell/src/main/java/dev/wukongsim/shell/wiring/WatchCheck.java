package dev.wukongsim.shell.wiring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Watch;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolContract.Effect;
import dev.wukongsim.runtime.tool.ToolRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that what a schedule watches can be called at every tick and changes nothing. */
record WatchCheck(TaskFile file, Watch watch, ToolRegistry tools) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOOL = "/schedule/watch/tool";

    /** The arguments of the watch's call. */
    static ObjectNode arguments(Watch watch) {
        return JSON.valueToTree(watch.args());
    }

    List<Violation> violations() {
        Optional<Tool> tool = tools.find(watch.tool());
        if (tool.isEmpty()) {
            return List.of(file.violation(
                    TOOL, "there is no tool '" + watch.tool() + "' to watch with; tools that only read: " + reading()));
        }
        if (!reads(tool.get())) {
            return List.of(file.violation(
                    TOOL,
                    "tool '" + watch.tool() + "' writes, and a watch is called at every tick; tools that only read: "
                            + reading()));
        }
        return tools.violations(watch.tool(), arguments(watch)).stream()
                .map(wrong -> file.violation("/schedule/watch/args", "of tool '" + watch.tool() + "': " + wrong))
                .toList();
    }

    private String reading() {
        return tools.tools().stream().filter(WatchCheck::reads).map(Tool::name).collect(Collectors.joining(", "));
    }

    private static boolean reads(Tool tool) {
        return tool.contract().effect() == Effect.READ;
    }
}
