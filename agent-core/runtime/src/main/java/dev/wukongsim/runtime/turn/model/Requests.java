package dev.wukongsim.runtime.turn.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.model.CallOrigin;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a task's requests: what is only said for the moment goes in here, and not into the conversation. */
final class Requests {

    private final Task task;
    private final List<ToolSpecification> tools;
    private final String toolsHash;
    private final ConversationHash conversation = new ConversationHash();

    Requests(Task task, List<ToolSpecification> tools) {
        this.task = task;
        this.tools = tools;
        this.toolsHash =
                Canonical.hash(tools.stream().map(ToolSpecification::toJson).toList());
    }

    /**
     * A request, and what the journal knows it by.
     *
     * @param request made only if it is to be sent, as a long task would copy its conversation for each step it has behind it
     */
    record Made(Fingerprint fingerprint, Supplier<ChatRequest> request) {}

    /**
     * What a model step depends on; what is null does not change it.
     *
     * @param conversation its hash
     * @param tools the hash of their specifications
     * @param line what the instructions end with
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fingerprint(
            String model,
            int maxOutputTokens,
            String conversation,
            @Nullable String tools,
            @Nullable String line,
            @Nullable Object thinking) {}

    /**
     * The next request.
     *
     * @param line what the instructions end with, for this request
     */
    Made next(
            int step,
            String model,
            ThinkingSetting thinking,
            List<ChatMessage> messages,
            boolean withTools,
            Optional<String> line) {
        Fingerprint fingerprint = new Fingerprint(
                model,
                task.agent().limits().outputTokens(),
                conversation.of(messages),
                withTools ? toolsHash : null,
                line.orElse(null),
                thinking.written());
        List<ToolSpecification> given = withTools ? tools : List.of();
        return new Made(
                fingerprint,
                () -> ChatRequest.builder()
                        .messages(line.map(text -> withLine(messages, text)).orElse(messages))
                        .parameters(ModelParameters.builder()
                                .modelName(model)
                                .maxOutputTokens(fingerprint.maxOutputTokens())
                                .toolSpecifications(given)
                                .thinking(thinking)
                                .origin(origin(task, step))
                                .build())
                        .build());
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
