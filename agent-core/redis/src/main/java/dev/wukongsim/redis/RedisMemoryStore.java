package dev.wukongsim.redis;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.wukongsim.runtime.memory.MemoryConflictException;
import dev.wukongsim.runtime.memory.MemoryStore;
import java.util.List;
import java.util.stream.Stream;

/** Conversations in Redis: a list for each session, a message in LangChain4j's JSON for each entry. */
final class RedisMemoryStore implements MemoryStore {

    private final RedisLink link;
    private final Keys keys;

    RedisMemoryStore(RedisLink link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    @Override
    public List<ChatMessage> read(String session) {
        return link.call(redis -> redis.lrange(key(session), 0, -1)).stream()
                .map(ChatMessageDeserializer::messageFromJson)
                .toList();
    }

    @Override
    public void append(String session, int seen, List<ChatMessage> messages) {
        Stream<String> json = messages.stream().map(ChatMessageSerializer::messageToJson);
        String[] arguments =
                Stream.concat(Stream.of(Integer.toString(seen)), json).toArray(String[]::new);
        Reply reply = link.change("append", List.of(key(session)), arguments);
        if (reply.word().equals("CONFLICT")) {
            throw new MemoryConflictException(session, seen, Math.toIntExact(reply.number(1)));
        }
    }

    @Override
    public void forget(String session) {
        link.call(redis -> redis.del(key(session)));
    }

    private String key(String session) {
        return keys.each("memory", session);
    }
}
