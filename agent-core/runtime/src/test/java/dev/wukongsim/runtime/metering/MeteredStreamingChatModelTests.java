package dev.wukongsim.runtime.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MeteredStreamingChatModelTests {

    private static final ChatResponse WHOLE = ChatResponse.builder()
            .aiMessage(AiMessage.from("hello"))
            .tokenUsage(new TokenUsage(30, 12))
            .build();

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final Reader reader = new Reader();

    @Test
    void chargesWhatIsReportedAtTheEnd() {
        ledger.open("task", 10_000);

        stream(handler -> {
            piece(handler, "hello");
            handler.onCompleteResponse(WHOLE);
        });

        assertThat(charged()).containsExactly(Usage.of(30, 12));
        assertThat(reader.heard).containsExactly("hello", "whole");
    }

    @Test
    void chargesInputAndWhatArrivedWhereTheStreamBreaksOff() {
        ledger.open("task", 10_000);

        stream(handler -> {
            handler.onPartialThinking(new PartialThinking("hm"));
            piece(handler, "hel");
            handler.onError(new IOException("cut"));
        });

        assertThat(charged()).containsExactly(new Usage(input(), 0, 0, 5, 2, 1, true));
        assertThat(reader.heard).containsExactly("hm", "hel", "cut");
    }

    @Test
    void chargesNothingWhereTheEndpointRefused() {
        ledger.open("task", 10_000);

        stream(handler -> handler.onError(new RateLimitException("slow down")));

        assertThat(charged()).containsExactly(Usage.NONE);
    }

    @Test
    void chargesWhatArrivedWhenTheReaderCancels() {
        ledger.open("task", 10_000);
        reader.cancelsAt = "lo";

        stream(handler -> {
            piece(handler, "hel");
            piece(handler, "lo");
        });

        assertThat(charged()).containsExactly(Usage.estimate(input(), 5));
        assertThat(reader.stream.isCancelled()).isTrue();
    }

    @Test
    void chargesOnceWhateverArrivesAfterTheEnd() {
        ledger.open("task", 10_000);
        reader.cancelsAt = "hel";

        stream(handler -> {
            piece(handler, "hel");
            handler.onError(new CancellationException("cancelled"));
            handler.onCompleteResponse(WHOLE);
        });

        assertThat(charged()).containsExactly(Usage.estimate(input(), 3));
        assertThat(ledger.account("task").map(Account::held)).contains(0L);
    }

    @Test
    void tellsTheReaderWhereTheAnswerCannotBeSettled() {
        ledger.open("task", 10_000);

        stream(handler -> {
            ledger.settle("call", Usage.of(1, 1));
            handler.onCompleteResponse(WHOLE);
        });

        assertThat(reader.failure).isInstanceOf(ReservationConflictException.class);
        assertThat(reader.heard).doesNotContain("whole");
    }

    @Test
    void hidesNoFailureBehindOneOfTheLedger() {
        ledger.open("task", 10_000);

        stream(handler -> {
            ledger.settle("call", Usage.of(1, 1));
            handler.onError(new RateLimitException("slow down"));
        });

        assertThat(reader.failure)
                .hasMessage("slow down")
                .hasSuppressedException(new ReservationConflictException("settle", "call"));
    }

    @Test
    void tellsTheReaderThatTheBudgetIsExceeded() {
        ledger.open("task", 10);

        stream(handler -> {
            throw new AssertionError("must not be sent");
        });

        assertThat(reader.failure).isInstanceOf(BudgetExceededException.class);
    }

    private long input() {
        return TokenCounter.bytes()
                .count(ChatRequest.builder().messages(UserMessage.from("hello")).build());
    }

    private List<Usage> charged() {
        return ledger.entries(0, 100).stream()
                .filter(LedgerEntry.Charged.class::isInstance)
                .map(entry -> ((LedgerEntry.Charged) entry).usage())
                .toList();
    }

    private void piece(StreamingChatResponseHandler handler, String text) {
        handler.onPartialResponse(new PartialResponse(text), new PartialResponseContext(reader.stream));
    }

    private void stream(Consumer<StreamingChatResponseHandler> events) {
        Metering metering = Metering.builder(ledger, Funding.of(List.of("task")), () -> "call")
                .build();
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                events.accept(handler);
            }
        };
        new MeteredStreamingChatModel(model, metering).chat("hello", reader);
    }

    /** Remembers what it hears, and may cancel. */
    private static final class Reader implements StreamingChatResponseHandler {

        private final List<String> heard = new ArrayList<>();
        private final Stream stream = new Stream();
        private String cancelsAt = "";
        private Throwable failure = new AssertionError("no failure");

        @Override
        public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
            heard.add(piece.text());
            if (piece.text().equals(cancelsAt)) {
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onPartialThinking(PartialThinking piece) {
            heard.add(piece.text());
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            heard.add("whole");
        }

        @Override
        public void onError(Throwable error) {
            heard.add(String.valueOf(error.getMessage()));
            failure = error;
        }
    }

    private static final class Stream implements StreamingHandle {

        private boolean cancelled;

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
