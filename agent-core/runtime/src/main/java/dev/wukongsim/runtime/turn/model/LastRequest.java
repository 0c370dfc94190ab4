package dev.wukongsim.runtime.turn.model;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ThinkingSetting;
import dev.wukongsim.runtime.model.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a task's last request fit into its reserve: instructions, goal, as much of the end of the conversation as there is
 * room for, and the order to sum up. A tool call and its results go in together or not at all; where they are too long,
 * their texts are cut.
 */
record LastRequest(Task task, TokenCounter counter) {

    static final String ORDER = """
            The token budget of this task is used up. This is the last call, and there are no tools any more. Sum up in a \
            few sentences what is done, what is still open, and what is needed to finish it. Do not say that the task is \
            done.""";

    /** An answer shorter than this is not worth a call. */
    private static final int LEAST_ANSWER = 64;

    /** This part of the reserve is kept for the answer. */
    private static final int ANSWER = 3;

    /** So many characters are left of a text that is cut. */
    private static final int EXCERPT = 240;

    /** How much the model is to think about it: as little as when money first runs short. */
    ThinkingSetting thinking() {
        return task.agent().thinking().less();
    }

    /** The request; empty if even the least of it does not fit. */
    Optional<ChatRequest> in(int step, String model, List<ChatMessage> messages) {
        long reserve = task.reserve();
        long input = reserve - Math.min(task.agent().limits().outputTokens(), reserve / ANSWER);
        List<ChatMessage> tail = List.of();
        for (List<ChatMessage> block : Blocks.of(afterGoal(messages)).reversed()) {
            Optional<List<ChatMessage>> longer = longer(step, model, block, tail, input);
            if (longer.isEmpty()) {
                break;
            }
            tail = longer.get();
        }
        ChatRequest request = request(step, model, tail, 1);
        long answer = Math.min(task.agent().limits().outputTokens(), reserve - counter.count(request));
        return answer < LEAST_ANSWER
                ? Optional.empty()
                : Optional.of(request(step, model, tail, Math.toIntExact(answer)));
    }

    /** A tail with one more block before it, whole or cut; empty if there is no room. */
    private Optional<List<ChatMessage>> longer(
            int step, String model, List<ChatMessage> block, List<ChatMessage> tail, long input) {
        return List.of(block, block.stream().map(LastRequest::cut).toList()).stream()
                .map(candidate -> joined(candidate, tail))
                .filter(candidate -> counter.count(request(step, model, candidate, 1)) <= input)
                .findFirst();
    }

    private ChatRequest request(int step, String model, List<ChatMessage> tail, int output) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!task.agent().instructions().isBlank()) {
            messages.add(SystemMessage.from(task.agent().instructions()));
        }
        messages.add(UserMessage.from(task.goal()));
        messages.addAll(tail);
        messages.add(UserMessage.from(ORDER));
        return ChatRequest.builder()
                .messages(messages)
                .parameters(ModelParameters.builder()
                        .modelName(model)
                        .maxOutputTokens(output)
                        .thinking(thinking())
                        .origin(Requests.origin(task, step))
                        .build())
                .build();
    }

    private List<ChatMessage> afterGoal(List<ChatMessage> messages) {
        int goal = messages.lastIndexOf(UserMessage.from(task.goal()));
        return messages.subList(goal + 1, messages.size());
    }

    private static ChatMessage cut(ChatMessage message) {
        return switch (message) {
            case ToolExecutionResultMessage result ->
                ToolExecutionResultMessage.from(result.id(), result.toolName(), cut(result.text()));
            case AiMessage said ->
                said.text() == null
                        ? said
                        : said.toBuilder().text(cut(said.text())).build();
            default -> message;
        };
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= EXCERPT) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }

    private static List<ChatMessage> joined(List<ChatMessage> first, List<ChatMessage> then) {
        List<ChatMessage> both = new ArrayList<>(first);
        both.addAll(then);
        return both;
    }
}
