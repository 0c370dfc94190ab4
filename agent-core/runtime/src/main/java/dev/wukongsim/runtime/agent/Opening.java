package dev.wukongsim.runtime.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.runtime.planning.Purpose;
import dev.wukongsim.runtime.planning.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task begins, as the journal keeps it.
 *
 * @param messagesJson LangChain4j's JSON of the conversation so far
 * @param replies answers of the model that the task has behind it; none unless it is a fork
 * @param known how many of the messages the memory has, or must not have
 * @param forked where it comes from; null if it is no fork
 */
record Opening(
        String messagesJson,
        List<Said> replies,
        int known,
        @Nullable Forked forked) {

    /** An answer of the model. */
    record Said(Purpose purpose, String messageJson) {}

    /**
     * The other task, and the step before which it stood.
     *
     * @param step from 1
     */
    record Forked(String parent, int step) {}

    Opening {
        replies = List.copyOf(replies);
    }

    static Opening of(TaskState state, int known) {
        List<Said> replies = state.replies().stream()
                .map(reply -> new Said(reply.purpose(), ChatMessageSerializer.messageToJson(reply.message())))
                .toList();
        return new Opening(ChatMessageSerializer.messagesToJson(state.messages()), replies, known, null);
    }

    /**
     * The same beginning for another task.
     *
     * @param prompt said to the agent first, as the user; null for nothing
     */
    Opening forked(Forked from, @Nullable String prompt) {
        List<ChatMessage> messages = new ArrayList<>(ChatMessageDeserializer.messagesFromJson(messagesJson));
        if (prompt != null) {
            messages.add(UserMessage.from(prompt));
        }
        return new Opening(ChatMessageSerializer.messagesToJson(messages), replies, known, from);
    }

    TaskState state() {
        return new TaskState(
                ChatMessageDeserializer.messagesFromJson(messagesJson),
                replies.stream()
                        .map(said -> new TaskState.Reply(said.purpose(), (AiMessage)
                                ChatMessageDeserializer.messageFromJson(said.messageJson())))
                        .toList());
    }

    /** How many steps the task has behind it. */
    int steps() {
        return forked == null ? 0 : forked.step() - 1;
    }
}
