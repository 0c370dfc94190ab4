package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.runtime.memory.MemoryConflictException;
import dev.wukongsim.runtime.memory.MemoryStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link MemoryStore} keeps. */
public abstract class MemoryStoreContract {

    private static final UserMessage QUESTION = UserMessage.from("谁是王芳的经理？ 😀\n\"quoted\"");
    private static final AiMessage ANSWER = AiMessage.from("李雷");

    private MemoryStore store;

    /** A store without sessions. */
    protected abstract MemoryStore create();

    @BeforeEach
    void createStore() {
        store = create();
    }

    @Test
    void remembersNothingOfAnUnknownSession() {
        assertThat(store.read("s-1")).isEmpty();
    }

    @Test
    void appendsToWhatIsThere() {
        store.append("s-1", 0, List.of(QUESTION, ANSWER));

        store.append("s-1", 2, List.of(UserMessage.from("danke")));

        assertThat(store.read("s-1")).containsExactly(QUESTION, ANSWER, UserMessage.from("danke"));
    }

    @Test
    void appendsNothing() {
        store.append("s-1", 0, List.of());

        assertThat(store.read("s-1")).isEmpty();
    }

    @Test
    void keepsEveryKindOfMessageAsItIs() {
        ToolExecutionRequest call = ToolExecutionRequest.builder()
                .id("call-1")
                .name("directory_find")
                .arguments("{\"name\":\"王芳\"}")
                .build();
        List<ChatMessage> messages = List.of(
                SystemMessage.from("You are kind."),
                UserMessage.from(
                        "ann", List.of(TextContent.from("look"), ImageContent.from("https://example.com/a.png"))),
                AiMessage.builder()
                        .text("one moment")
                        .thinking("first the directory")
                        .toolExecutionRequests(List.of(call))
                        .build(),
                ToolExecutionResultMessage.builder()
                        .id("call-1")
                        .toolName("directory_find")
                        .text("nobody")
                        .isError(true)
                        .build());

        store.append("s-1", 0, messages);

        assertThat(store.read("s-1")).isEqualTo(messages);
    }

    @Test
    void refusesAWriterThatHasNotSeenAll() {
        store.append("s-1", 0, List.of(QUESTION, ANSWER));

        assertThatExceptionOfType(MemoryConflictException.class)
                .isThrownBy(() -> store.append("s-1", 1, List.of(ANSWER)))
                .satisfies(e -> assertThat(e.session()).isEqualTo("s-1"))
                .satisfies(e -> assertThat(e.seen()).isEqualTo(1))
                .satisfies(e -> assertThat(e.present()).isEqualTo(2));
        assertThat(store.read("s-1")).containsExactly(QUESTION, ANSWER);
    }

    @Test
    void refusesAWriterThatHasSeenMoreThanThereIs() {
        assertThatExceptionOfType(MemoryConflictException.class)
                .isThrownBy(() -> store.append("s-1", 1, List.of(ANSWER)));
        assertThatExceptionOfType(MemoryConflictException.class).isThrownBy(() -> store.append("s-1", -1, List.of()));
        assertThat(store.read("s-1")).isEmpty();
    }

    @Test
    void keepsSessionsApart() {
        store.append("s-1", 0, List.of(QUESTION));
        store.append("s {1} 会话", 0, List.of(ANSWER));

        assertThat(store.read("s-1")).containsExactly(QUESTION);
        assertThat(store.read("s {1} 会话")).containsExactly(ANSWER);
    }

    @Test
    void handsOutWhatWasThereAtTheTime() {
        store.append("s-1", 0, List.of(QUESTION));

        List<ChatMessage> before = store.read("s-1");
        store.append("s-1", 1, List.of(ANSWER));

        assertThat(before).containsExactly(QUESTION);
    }

    @Test
    void forgetsASession() {
        store.append("s-1", 0, List.of(QUESTION));
        store.append("s-2", 0, List.of(QUESTION));

        store.forget("s-1");

        assertThat(store.read("s-1")).isEmpty();
        assertThat(store.read("s-2")).containsExactly(QUESTION);
        assertThatNoException().isThrownBy(() -> store.append("s-1", 0, List.of(ANSWER)));
    }

    @Test
    void forgetsWhatItNeverKnew() {
        assertThatNoException().isThrownBy(() -> store.forget("s-1"));
    }

    @Test
    void servesAnInterruptedThread() {
        Thread.currentThread().interrupt();

        store.append("s-1", 0, List.of(QUESTION));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.read("s-1")).containsExactly(QUESTION);
    }

    @Test
    void losesNoMessageOfManyWriters() {
        Together.run(thread -> {
            while (!appended("s-1", UserMessage.from("writer " + thread))) {
                Thread.onSpinWait();
            }
            return thread;
        });

        assertThat(store.read("s-1"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, Together.THREADS)
                        .mapToObj(thread -> UserMessage.from("writer " + thread))
                        .toList());
    }

    private boolean appended(String session, ChatMessage message) {
        try {
            store.append(session, store.read(session).size(), List.of(message));
            return true;
        } catch (MemoryConflictException e) {
            return false;
        }
    }
}
