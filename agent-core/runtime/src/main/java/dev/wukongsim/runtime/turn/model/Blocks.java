package dev.wukongsim.runtime.turn.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Parts of a conversation that mean something alone: a message, or tool calls with all their results. */
final class Blocks {

    private Blocks() {}

    /** The parts in order. Calls without all their results are left out, and what was said with them stays. */
    static List<List<ChatMessage>> of(List<ChatMessage> messages) {
        List<List<ChatMessage>> blocks = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (message instanceof ToolExecutionResultMessage && !blocks.isEmpty()) {
                blocks.getLast().add(message);
            } else {
                blocks.add(new ArrayList<>(List.of(message)));
            }
        }
        return blocks.stream()
                .map(Blocks::whole)
                .filter(block -> !block.isEmpty())
                .toList();
    }

    private static List<ChatMessage> whole(List<ChatMessage> block) {
        if (!(block.getFirst() instanceof AiMessage said) || !said.hasToolExecutionRequests()) {
            return block.subList(0, 1);
        }
        Set<String> answered = block.stream()
                .skip(1)
                .map(result -> ((ToolExecutionResultMessage) result).id())
                .collect(Collectors.toSet());
        boolean complete = said.toolExecutionRequests().stream()
                .map(ToolExecutionRequest::id)
                .allMatch(answered::contains);
        if (complete) {
            return block;
        }
        return said.text() == null || said.text().isBlank() ? List.of() : List.of(AiMessage.from(said.text()));
    }
}
