package dev.wukongsim.runtime.tool;

/** The behaviour of a tool. May block; is called on a virtual thread, possibly several at once. */
@FunctionalInterface
public interface ToolHandler {

    /** Carry out the call. The arguments have already been checked against the tool's schema. */
    ToolResult handle(ToolCall call);
}
