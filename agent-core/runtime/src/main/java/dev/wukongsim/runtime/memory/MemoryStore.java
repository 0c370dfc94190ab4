package dev.wukongsim.runtime.memory;

import dev.langchain4j.data.message.ChatMessage;
import java.util.List;

/**
 * Conversations that outlive a task, by session. Thread-safe. Messages are only ever added at the end, and only by a
 * writer that has seen all that is there, so that two writers cannot overwrite each other.
 */
public interface MemoryStore {

    /** The messages of a session in order; empty if there is none. */
    List<ChatMessage> read(String session);

    /**
     * Add messages to the end of a session.
     *
     * @param seen how many messages the writer has read
     * @throws MemoryConflictException if the session holds another number by now; nothing is added
     */
    void append(String session, int seen, List<ChatMessage> messages);

    /** Delete a session. */
    void forget(String session);
}
