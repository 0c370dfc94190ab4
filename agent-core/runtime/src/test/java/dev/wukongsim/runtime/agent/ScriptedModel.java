package dev.wukongsim.runtime.agent;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A model that says what it was told to say, in order, and fails loudly when it has nothing left. */
final class ScriptedModel implements ModelClient {

    /** What the model does when it is asked. */
    interface Turn {
        ModelReply reply();
    }

    private final List<Turn> replies;
    private final List<ChatRequest> requests = new ArrayList<>();

    ScriptedModel(Turn... replies) {
        this.replies = List.of(replies);
    }

    static Turn says(String text) {
        return says(text, Usage.of(100, 10));
    }

    static Turn says(String text, Usage usage) {
        return () -> new ModelReply(AiMessage.from(text), usage, FinishReason.STOP);
    }

    static Turn calls(String id, String tool, String arguments) {
        return calls(id, tool, arguments, Usage.of(100, 10));
    }

    static Turn calls(String id, String tool, String arguments, Usage usage) {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id(id)
                .name(tool)
                .arguments(arguments)
                .build();
        return () -> new ModelReply(AiMessage.from(call), usage, FinishReason.TOOL_EXECUTION);
    }

    static Turn breaksOff(String text) {
        return () -> new ModelReply(AiMessage.from(text), Usage.of(100, 10), FinishReason.LENGTH);
    }

    static Turn fails(ModelException.Kind kind, String message) {
        return () -> {
            throw new ModelException(kind, message, null);
        };
    }

    /** Fails like an endpoint that says when to come back. */
    static Turn fails(ModelException.Kind kind, String message, Duration retryAfter) {
        return () -> {
            throw new ModelException(kind, message, retryAfter, null);
        };
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        requests.add(request);
        if (requests.size() > replies.size()) {
            throw new AssertionError(
                    "The script has " + replies.size() + " replies; this is request " + requests.size());
        }
        ModelReply reply = replies.get(requests.size() - 1).reply();
        if (reply.message().text() != null) {
            listener.onText(reply.message().text());
        }
        return reply;
    }

    List<ChatRequest> requests() {
        return requests;
    }
}
