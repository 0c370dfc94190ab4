package dev.wukongsim.runtime.planning;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a task stands: everything a planner may know. Immutable; each step makes the next state.
 *
 * @param messages the conversation so far, as the next model call will see it
 * @param replies the model's answers in this task, oldest first; answers of earlier tasks are only in the messages
 */
public record TaskState(List<ChatMessage> messages, List<Reply> replies) {

    /** An answer of the model and what it had been asked for. */
    public record Reply(Purpose purpose, AiMessage message) {

        /** The answer's text; empty if it has none. */
        public String text() {
            return message.text() == null ? "" : message.text();
        }
    }

    public TaskState {
        messages = List.copyOf(messages);
        replies = List.copyOf(replies);
    }

    /** A task at its beginning: instructions, what is remembered, and the goal. */
    public static TaskState beginning(List<ChatMessage> messages) {
        return new TaskState(messages, List.of());
    }

    public TaskState withPrompt(String prompt) {
        return new TaskState(appended(messages, UserMessage.from(prompt)), replies);
    }

    public TaskState withReply(Purpose purpose, AiMessage message) {
        return new TaskState(appended(messages, message), appended(replies, new Reply(purpose, message)));
    }

    public TaskState withToolResult(ToolExecutionRequest call, String content) {
        return new TaskState(appended(messages, ToolExecutionResultMessage.from(call, content)), replies);
    }

    public Optional<Reply> lastReply() {
        return replies.isEmpty() ? Optional.empty() : Optional.of(replies.getLast());
    }

    /** The calls of the last reply that no tool has answered yet. A model may use the ids of earlier calls again. */
    public List<ToolExecutionRequest> openCalls() {
        List<String> answered = messages.reversed().stream()
                .takeWhile(message -> !(message instanceof AiMessage))
                .filter(ToolExecutionResultMessage.class::isInstance)
                .map(message -> ((ToolExecutionResultMessage) message).id())
                .toList();
        return lastReply()
                .map(reply -> reply.message().toolExecutionRequests().stream()
                        .filter(call -> !answered.contains(call.id()))
                        .toList())
                .orElse(List.of());
    }

    private static <T> List<T> appended(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(element);
        return longer;
    }
}
