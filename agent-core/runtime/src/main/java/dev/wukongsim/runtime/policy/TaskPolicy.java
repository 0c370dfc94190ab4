package dev.wukongsim.runtime.policy;

import dev.wukongsim.runtime.tool.Tool;
import dev.wukongsim.runtime.tool.ToolCall;
import dev.wukongsim.runtime.tool.ToolContract.Confirmation;
import dev.wukongsim.runtime.tool.ToolPattern;
import java.util.List;

/**
 * The policy of one task: an agent may call the tools it was given and no others, and a tool that wants confirmation runs
 * only if the employee has agreed to it beforehand.
 *
 * @param granted tools the agent was given
 * @param confirmed tools the employee agreed to when handing in the task
 */
public record TaskPolicy(List<String> granted, List<String> confirmed) implements Policy {

    public TaskPolicy {
        granted = List.copyOf(granted);
        confirmed = List.copyOf(confirmed);
    }

    @Override
    public Verdict judge(ToolCall call, Tool tool) {
        if (!matches(granted, tool)) {
            return new Verdict.Deny("Agent '" + call.caller().agent() + "' was not given tool '" + tool.name() + "'");
        }
        if (tool.contract().confirmation() == Confirmation.NOT_REQUIRED || matches(confirmed, tool)) {
            return new Verdict.Allow();
        }
        return new Verdict.Ask("Tool '" + tool.name() + "' wants confirmation by "
                + call.caller().employee());
    }

    @Override
    public String version(Tool tool) {
        return "task-policy-1 granted=" + granted + " confirmed=" + confirmed + " contract=" + tool.contract();
    }

    private static boolean matches(List<String> patterns, Tool tool) {
        return patterns.stream().anyMatch(pattern -> ToolPattern.matches(pattern, tool.name()));
    }
}
