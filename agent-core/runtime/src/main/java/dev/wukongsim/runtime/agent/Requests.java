package dev.wukongsim.runtime.agent;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.model.CallOrigin;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a task's requests: what is only said for the moment goes in here, and not into the conversation. */
record Requests(Task task, List<ToolSpecification> tools) {

    /**
     * The next request.
     *
     * @param line what the instructions end with, for this request
     */
    ChatRequest next(
            int step,
            String model,
            ThinkingSetting thinking,
            List<ChatMessage> messages,
            boolean withTools,
            Optional<String> line) {
        return ChatRequest.builder()
                .messages(line.map(text -> withLine(messages, text)).orElse(messages))
                .parameters(ModelParameters.builder()
                        .modelName(model)
                        .maxOutputTokens(task.agent().limits().outputTokens())
                        .toolSpecifications(withTools ? tools : List.of())
                        .thinking(thinking)
                        .origin(origin(task, step))
                        .build())
                .build();
    }

    static CallOrigin origin(Task task, int step) {
        return new CallOrigin(task.agent().name(), task.id(), step);
    }

    private static List<ChatMessage> withLine(List<ChatMessage> messages, String line) {
        List<ChatMessage> more = new ArrayList<>(messages);
        if (!more.isEmpty() && more.getFirst() instanceof SystemMessage instructions) {
            more.set(0, SystemMessage.from(instructions.text() + "\n\n" + line));
        } else {
            more.addFirst(SystemMessage.from(line));
        }
        return more;
    }
}
