package dev.wukongsim.runtime.agent;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.DurableContext.Done;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.planning.TaskState;
import java.util.ArrayList;
import java.util.List;

/** The conversation a task is part of: where it begins, and what the task adds to it. */
final class Conversation {

    private static final String BEGIN = "begin";

    private final Task task;
    private final MemoryStore memory;
    private final DurableContext context;
    private int known;

    Conversation(Task task, MemoryStore memory, DurableContext context) {
        this.task = task;
        this.memory = memory;
        this.context = context;
    }

    /** The name under which the task's conversation is remembered. */
    private String session() {
        return task.session().orElse("task:" + task.id());
    }

    /** What the beginning of a task depends on. */
    private record Beginning(String session, String instructions, String goal, String employee) {}

    /** Where the task begins: with instructions, what is remembered and the goal; or where it was forked. */
    Opening open() {
        Opening opening = context.note(BEGIN, beginning(), Opening.class, () -> {
            List<ChatMessage> remembered = memory.read(session());
            return Opening.of(TaskState.beginning(messages(remembered)), instructions() + remembered.size());
        });
        known = opening.known();
        return opening;
    }

    /** Write down that the task begins in this state; nothing of it goes into the memory. */
    void begin(Opening opening, Effects effects) {
        context.transact(BEGIN, beginning(), Recovery.rerun(), Opening.class, attempt -> new Done<>(opening, effects));
    }

    private Beginning beginning() {
        return new Beginning(session(), task.agent().instructions(), task.goal(), task.employee());
    }

    private int instructions() {
        return task.agent().instructions().isBlank() ? 0 : 1;
    }

    private List<ChatMessage> messages(List<ChatMessage> remembered) {
        List<ChatMessage> messages = new ArrayList<>();
        if (instructions() > 0) {
            messages.add(SystemMessage.from(task.agent().instructions()));
        }
        messages.addAll(remembered);
        messages.add(UserMessage.from(task.goal()));
        return messages;
    }

    /**
     * Write down that the task has ended, and remember what it added to the conversation, unless that has gone on without
     * it.
     */
    void end(StopReason reason, List<ChatMessage> messages) {
        Effects.Append added =
                new Effects.Append(session(), known - instructions(), messages.subList(known, messages.size()));
        context.transact("end", reason.word(), Recovery.rerun(), Boolean.class, attempt -> {
            boolean follows = memory.read(session()).size() == added.seen();
            return new Done<>(follows, (follows ? Effects.none().appending(added) : Effects.none()).ending());
        });
    }
}
