package dev.wukongsim.qwen;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives an id to each tool call that came without one, or with that of another call. It is made of the length of the
 * conversation and the place of the call, so that it is the same in each replay and unique in the conversation.
 */
final class CallIds {

    private CallIds() {}

    static AiMessage completed(AiMessage message, ChatRequest request) {
        Set<String> taken = new HashSet<>();
        List<ToolExecutionRequest> calls = new ArrayList<>();
        for (ToolExecutionRequest call : message.toolExecutionRequests()) {
            boolean isGood = call.id() != null && !call.id().isBlank() && taken.add(call.id());
            String made = "call_" + request.messages().size() + "_" + calls.size();
            calls.add(isGood ? call : call.toBuilder().id(made).build());
        }
        return message.toBuilder().toolExecutionRequests(calls).build();
    }
}
