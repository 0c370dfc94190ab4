package dev.wukongsim.runtime.policy;

import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;

/** Decides about each tool call before it runs. Thread-safe, and quick. */
public interface Policy {

    Verdict judge(ToolCall call, Tool tool);

    /** Names the rules by which a tool is judged; an approval holds only as long as this stays the same. */
    String version(Tool tool);
}
