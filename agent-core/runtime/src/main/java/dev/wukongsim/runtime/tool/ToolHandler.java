package dev.wukongsim.runtime.tool;

import java.util.Optional;

/** The behaviour of a tool. May block; is called on a virtual thread, possibly several at once. */
@FunctionalInterface
public interface ToolHandler {

    /** Carry out the call. The arguments have already been checked against the tool's schema. */
    ToolResult handle(ToolCall call);

    /** Work out the call of a transactional tool, without changing anything; other tools carry it out. */
    default Drafted draft(ToolCall call) {
        return Drafted.of(handle(call));
    }

    /** What came of a call of a queryable tool that was begun earlier; empty if it did not take effect. */
    default Optional<ToolResult> lookUp(ToolCall call) {
        return Optional.empty();
    }
}
