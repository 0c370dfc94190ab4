package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.definition.ScheduleDefinition.Watch;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.tool.Caller;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolResult;
import dev.wukongsim.schedule.Tick;
import dev.wukongsim.shell.line.CommandFailure;

/** Looks at an office without a model. */
public final class Lookout {

    private static final String CALL = "watch";

    private final Workbench workbench;

    Lookout(Workbench workbench) {
        this.workbench = workbench;
    }

    /**
     * What the tool of a watch brings now, for the employee of the task.
     *
     * @throws CommandFailure if it brings nothing
     */
    public String look(Watch watch, Tick tick, RunOrder order, TaskFile file) {
        String id = tick.taskId();
        Caller caller = new Caller(
                id, file.definition().agent().name(), file.definition().as());
        ToolResult result = workbench
                .office(order.office(id, file), order.setting(file))
                .tools()
                .call(new ToolCall(CALL, watch.tool(), WatchCheck.arguments(watch), caller, id + "/" + CALL));
        return switch (result) {
            case ToolResult.Success seen -> seen.content();
            case ToolResult.Retry wrong -> throw failed(wrong);
            case ToolResult.Failure failure -> throw failed(failure);
            case ToolResult.Denied denied -> throw failed(denied);
        };
    }

    private static CommandFailure failed(ToolResult result) {
        return new CommandFailure(
                StopReason.TOOL_FAILED.exitCode(),
                StopReason.TOOL_FAILED.word() + ": the watch of the schedule sees nothing: " + result.content());
    }
}
