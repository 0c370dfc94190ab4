package dev.wukongsim.runtime.planning;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;

/**
 * Reason and act in turns: the model sees every tool result before it decides on the next call, and an answer without
 * tool calls is the end.
 */
public final class ReActPlanner implements Planner {

    @Override
    public Decision decide(TaskState state) {
        List<ToolExecutionRequest> open = state.openCalls();
        if (!open.isEmpty()) {
            return new Decision.CallTools(open);
        }
        return state.lastReply().map(ReActPlanner::afterReply).orElse(act());
    }

    private static Decision afterReply(TaskState.Reply reply) {
        if (reply.message().hasToolExecutionRequests()) {
            return act();
        }
        return reply.text().isBlank()
                ? new Decision.GiveUp("The model answered with neither text nor tool calls")
                : new Decision.Finish(reply.text());
    }

    private static Decision act() {
        return new Decision.CallModel(Purpose.ACT, null, true);
    }
}
