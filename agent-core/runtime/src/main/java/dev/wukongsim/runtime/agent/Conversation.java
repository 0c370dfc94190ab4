package dev.wukongsim.runtime.agent;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Repeat;
import dev.wukongsim.runtime.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;

/** The conversation a task is part of: what was said before it, and what it adds. */
final class Conversation {

    private final Task task;
    private final MemoryStore memory;
    private final DurableContext context;
    private List<ChatMessage> before = List.of();

    Conversation(Task task, MemoryStore memory, DurableContext context) {
        this.task = task;
        this.memory = memory;
        this.context = context;
    }

    /** The name under which the task's conversation is remembered. */
    private String session() {
        return task.session().orElse("task:" + task.id());
    }

    /** The messages a task begins with: instructions, what is remembered, and the goal. */
    List<ChatMessage> opening() {
        before = ChatMessageDeserializer.messagesFromJson(context.step(
                "recall",
                session(),
                Repeat.SAFE,
                String.class,
                attempt -> ChatMessageSerializer.messagesToJson(memory.read(session()))));
        List<ChatMessage> messages = new ArrayList<>();
        if (!task.agent().instructions().isBlank()) {
            messages.add(SystemMessage.from(task.agent().instructions()));
        }
        messages.addAll(before);
        messages.add(UserMessage.from(task.goal()));
        return messages;
    }

    /** Remember what the task added to the conversation. */
    void remember(List<ChatMessage> messages) {
        int instructions = task.agent().instructions().isBlank() ? 0 : 1;
        List<ChatMessage> added = messages.subList(instructions + before.size(), messages.size());
        context.step("remember", added.size(), Repeat.SAFE, Integer.class, attempt -> {
            if (memory.read(session()).size() == before.size()) {
                memory.append(session(), before.size(), added);
            }
            return added.size();
        });
    }
}
