package dev.wukongsim.runtime.memory;

import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Conversations that live as long as the process. */
public final class InMemoryMemoryStore implements MemoryStore {

    private final Map<String, List<ChatMessage>> sessions = new ConcurrentHashMap<>();

    @Override
    public List<ChatMessage> read(String session) {
        return sessions.getOrDefault(session, List.of());
    }

    @Override
    public void append(String session, int seen, List<ChatMessage> messages) {
        sessions.compute(session, (key, present) -> {
            List<ChatMessage> all = new ArrayList<>(present == null ? List.of() : present);
            if (all.size() != seen) {
                throw new MemoryConflictException(session, seen, all.size());
            }
            all.addAll(messages);
            return List.copyOf(all);
        });
    }

    @Override
    public void forget(String session) {
        sessions.remove(session);
    }
}
