package dev.wukongsim.runtime.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates tool names for the wire and back: OpenAI-compatible endpoints allow letters, digits, {@code _} and
 * {@code -} only, so {@code directory.find} travels as {@code directory_find}. The way back goes by the tools that the
 * request offered; a name that was not offered is left as the model wrote it.
 */
public final class WireNames {

    private final Map<String, String> namesByWireName = new HashMap<>();

    private WireNames(List<ToolSpecification> tools) {
        for (ToolSpecification tool : tools) {
            String other = namesByWireName.put(toWire(tool.name()), tool.name());
            if (other != null) {
                throw new IllegalArgumentException("Tools '" + other + "' and '" + tool.name()
                        + "' have the same name on the wire, '" + toWire(tool.name()) + "'");
            }
        }
    }

    /** The names of the tools that a request offers. */
    public static WireNames of(ChatRequest request) {
        return new WireNames(request.toolSpecifications() == null ? List.of() : request.toolSpecifications());
    }

    public static String toWire(String name) {
        return name.replace('.', '_');
    }

    /** The request with every tool name as it travels. */
    public ChatRequest encode(ChatRequest request) {
        ChatRequestParameters parameters = request.parameters();
        if (!namesByWireName.isEmpty()) {
            List<ToolSpecification> tools = request.toolSpecifications().stream()
                    .map(tool -> tool.toBuilder().name(toWire(tool.name())).build())
                    .toList();
            parameters = parameters.overrideWith(
                    ChatRequestParameters.builder().toolSpecifications(tools).build());
        }
        return ChatRequest.builder()
                .messages(request.messages().stream().map(WireNames::encode).toList())
                .parameters(parameters)
                .build();
    }

    /** The answer with every tool name as the registry knows it. */
    public AiMessage decode(AiMessage message) {
        List<ToolExecutionRequest> calls = message.toolExecutionRequests().stream()
                .map(call -> call.toBuilder()
                        .name(namesByWireName.getOrDefault(call.name(), call.name()))
                        .build())
                .toList();
        return message.toBuilder().toolExecutionRequests(calls).build();
    }

    private static ChatMessage encode(ChatMessage message) {
        return switch (message) {
            case AiMessage ai ->
                ai.toBuilder()
                        .toolExecutionRequests(ai.toolExecutionRequests().stream()
                                .map(call -> call.toBuilder()
                                        .name(toWire(call.name()))
                                        .build())
                                .toList())
                        .build();
            case ToolExecutionResultMessage result ->
                ToolExecutionResultMessage.builder()
                        .id(result.id())
                        .toolName(toWire(result.toolName()))
                        .text(result.text())
                        .build();
            default -> message;
        };
    }
}
