package dev.wukongsim.runtime.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;

/** The size of a request whose chat template is not known: its JSON, plus a frame around each part. */
final class RequestSize {

    private static final int FRAME = 16;

    private RequestSize() {}

    static long of(ChatRequest request, TokenCounter counter) {
        long size = FRAME;
        for (ChatMessage message : request.messages()) {
            size += FRAME + counter.count(ChatMessageSerializer.messageToJson(message));
        }
        for (ToolSpecification tool : tools(request)) {
            size += FRAME + counter.count(tool.toJson());
        }
        return size;
    }

    private static List<ToolSpecification> tools(ChatRequest request) {
        return request.toolSpecifications() == null ? List.of() : request.toolSpecifications();
    }
}
