package dev.wukongsim.runtime.turn.model;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.wukongsim.runtime.durable.Canonical;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes conversations that grow: the hash of each is made of the one before and the message that was added, so that a task
 * of ten thousand steps hashes each message once and not at every step after it.
 */
final class ConversationHash {

    private final List<ChatMessage> known = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();

    /** The hash of all messages in their order; quick if they begin with the ones that were asked for last. */
    String of(List<ChatMessage> messages) {
        forgetFrom(common(messages));
        for (ChatMessage message : messages.subList(known.size(), messages.size())) {
            String before = hashes.isEmpty() ? "" : hashes.getLast();
            hashes.add(Canonical.hash(List.of(before, ChatMessageSerializer.messageToJson(message))));
            known.add(message);
        }
        return hashes.isEmpty() ? "" : hashes.getLast();
    }

    /** How many messages are the very ones that are known. */
    @SuppressWarnings("ReferenceEquality") // equal but other messages are only hashed again
    private int common(List<ChatMessage> messages) {
        int most = Math.min(known.size(), messages.size());
        int same = 0;
        while (same < most && known.get(same) == messages.get(same)) {
            same++;
        }
        return same;
    }

    private void forgetFrom(int index) {
        known.subList(index, known.size()).clear();
        hashes.subList(index, hashes.size()).clear();
    }
}
