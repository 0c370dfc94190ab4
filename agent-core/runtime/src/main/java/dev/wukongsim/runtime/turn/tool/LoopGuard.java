package dev.wukongsim.runtime.turn.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.wukongsim.runtime.planning.TaskState;
import java.util.List;

/** Notices an agent that asks for the same tool calls again and again. */
final class LoopGuard {

    /** So many equal answers in a row are a loop. */
    static final int REPEATS = 3;

    private LoopGuard() {}

    static boolean isStuck(TaskState state) {
        List<TaskState.Reply> replies = state.replies();
        return replies.size() >= REPEATS
                && replies.subList(replies.size() - REPEATS, replies.size()).stream()
                                .map(LoopGuard::calls)
                                .distinct()
                                .count()
                        == 1;
    }

    private static List<String> calls(TaskState.Reply reply) {
        return reply.message().toolExecutionRequests().stream()
                .map(LoopGuard::call)
                .toList();
    }

    private static String call(ToolExecutionRequest request) {
        return request.name() + " " + request.arguments();
    }
}
