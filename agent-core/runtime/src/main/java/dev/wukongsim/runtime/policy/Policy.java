package dev.wukongsim.runtime.policy;

import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;

/** Decides about each tool call before it runs. Thread-safe, and quick. */
@FunctionalInterface
public interface Policy {

    Verdict judge(ToolCall call, Tool tool);
}
