package dev.wukongsim.tools.office;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Says what a replies file says; exactly one turn must fit a request. */
final class RepliesModel implements ModelClient {

    private static final ObjectMapper YAML = new YAMLMapper();

    private final JsonNode turns;

    RepliesModel(Path replies) throws IOException {
        this.turns = YAML.readTree(replies.toFile()).get("turns");
    }

    @Override
    public ModelReply call(ChatRequest request, TokenListener listener) {
        List<JsonNode> fitting = StreamSupport.stream(turns.spliterator(), false)
                .filter(turn -> fits(turn.get("when"), request.messages()))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalStateException(fitting.size() + " turns fit the request " + request.messages());
        }
        return new ModelReply(message(fitting.get(0)), Usage.of(100, 10), FinishReason.STOP);
    }

    private static boolean fits(JsonNode when, List<ChatMessage> messages) {
        long turn = 1 + messages.stream().filter(AiMessage.class::isInstance).count();
        return when.get("turn").asInt() == turn
                && contains(messages, UserMessage.class, when.path("user").asText())
                && contains(
                        messages,
                        ToolExecutionResultMessage.class,
                        when.path("toolResult").asText());
    }

    private static boolean contains(List<ChatMessage> messages, Class<? extends ChatMessage> type, String wanted) {
        return wanted.isEmpty()
                || messages.stream()
                        .filter(type::isInstance)
                        .reduce((earlier, later) -> later)
                        .map(RepliesModel::text)
                        .filter(text -> text.contains(wanted))
                        .isPresent();
    }

    private static String text(ChatMessage message) {
        return switch (message) {
            case UserMessage user -> user.singleText();
            case ToolExecutionResultMessage result -> result.text();
            default -> "";
        };
    }

    private static AiMessage message(JsonNode turn) {
        List<ToolExecutionRequest> calls = new ArrayList<>();
        for (JsonNode call : turn.path("call")) {
            calls.add(ToolExecutionRequest.builder()
                    .id("call-" + turn.get("when").get("turn") + "-" + calls.size())
                    .name(call.get("tool").asText())
                    .arguments(call.get("args").toString())
                    .build());
        }
        return AiMessage.builder()
                .text(turn.path("say").asText())
                .toolExecutionRequests(calls)
                .build();
    }
}
