package dev.wukongsim.runtime.turn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConversationHashTests {

    private static final List<ChatMessage> TALK =
            List.of(SystemMessage.from("Be brief."), UserMessage.from("Who is there?"), AiMessage.from("Nobody."));

    private final ConversationHash hash = new ConversationHash();

    @Test
    void isTheSameWhetherTheConversationGrewOrCameWhole() {
        String grown = Stream.of(1, 2, 3)
                .map(length -> hash.of(TALK.subList(0, length)))
                .toList()
                .getLast();

        assertThat(grown).isEqualTo(new ConversationHash().of(TALK)).hasSize(64);
    }

    @Test
    void isTheSameForEqualMessagesThatAreOthers() {
        hash.of(TALK);

        assertThat(hash.of(List.of(
                        SystemMessage.from("Be brief."), UserMessage.from("Who is there?"), AiMessage.from("Nobody."))))
                .isEqualTo(new ConversationHash().of(TALK));
    }

    @Test
    void differsWhereverAMessageDoes() {
        List<List<ChatMessage>> others = List.of(
                List.of(),
                TALK.subList(0, 2),
                TALK.subList(1, 3),
                TALK.reversed(),
                List.of(SystemMessage.from("Be long."), TALK.get(1), TALK.get(2)),
                List.of(TALK.get(0), AiMessage.from("Who is there?"), TALK.get(2)),
                List.of(TALK.get(0), UserMessage.from("Who is there?Nobody.")));

        assertThat(Stream.concat(Stream.of(TALK), others.stream()).map(hash::of))
                .doesNotHaveDuplicates();
        assertThat(hash.of(TALK)).isEqualTo(new ConversationHash().of(TALK));
    }
}
