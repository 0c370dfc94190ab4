package dev.wukongsim.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.qwen.ReportedUsage;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.metering.BudgetExceededException;
import dev.wukongsim.runtime.metering.MeteredChatModel;
import dev.wukongsim.runtime.metering.MeteredStreamingChatModel;
import dev.wukongsim.runtime.metering.Metering;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metered models around LangChain4j's own client, alone and inside its services, over real HTTP. */
@Timeout(60)
class MeteredLangChain4jIntegrationTests {

    private static final long PLENTY = 100_000;

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final AtomicInteger calls = new AtomicInteger();

    /** A clerk that LangChain4j writes. */
    interface Clerk {
        String ask(String question);
    }

    /** One that answers piece by piece. */
    interface StreamingClerk {
        TokenStream ask(String question);
    }

    static final class Desk {

        @Tool("Says how many days of leave an employee has.")
        int days(String employee) {
            return employee.length();
        }
    }

    @Test
    void chargesWhatTheEndpointReportsWithCachedInputAndReasoning() {
        try (MockQwen mock = serve(Turn.say("42").reporting(new Turn.UsageOverride(812L, 34L, 256L, 12L)))) {
            ledger.open("team", PLENTY);

            assertThat(plain(mock).chat("hi")).isEqualTo("42");

            assertThat(charged()).containsExactly(new Usage(812, 256, 0, 34, 12, 1, false));
        }
    }

    @Test
    void countsBeforeTheCallAsTheEndpointDoesAfterIt() {
        try (MockQwen mock = serve(Turn.say("你好, 悟空!"))) {
            ledger.open("team", PLENTY);

            plain(mock).chat("hi");

            assertThat(charged()).isEqualTo(ServedUsage.of(mock));
            assertThat(charged().getFirst().input())
                    .isEqualTo(new QwenTokenCounter()
                            .count(ChatRequest.builder()
                                    .modelName("qwen-plus")
                                    .messages(UserMessage.from("hi"))
                                    .build()));
        }
    }

    @Test
    void shortensTheAnswerToWhatTheAccountHas() {
        try (MockQwen mock = serve(Turn.say("word ".repeat(200)))) {
            ledger.open("team", 100);

            plain(mock).chat("hi");

            assertThat(ledger.account("team")).contains(new Account("team", 100, 100, 0));
        }
    }

    @Test
    void endsAServiceInTheMiddleWhenTheBudgetEnds() {
        try (MockQwen mock = serve(Turn.call("days", "{\"arg0\": \"li.na\"}"), Turn.say("Five days."))) {
            ledger.open("team", 300);
            Clerk clerk = AiServices.builder(Clerk.class)
                    .chatModel(plain(mock))
                    .tools(new Desk())
                    .build();

            assertThatExceptionOfType(BudgetExceededException.class)
                    .isThrownBy(() -> clerk.ask("How many days of leave has li.na?"))
                    .satisfies(exceeded ->
                            assertThat(exceeded.refusal().account().id()).isEqualTo("team"));

            assertThat(ServedUsage.of(mock)).hasSize(1).isEqualTo(charged());
        }
    }

    @Test
    void chargesEveryRoundOfAServiceByItself() {
        try (MockQwen mock = serve(Turn.call("days", "{\"arg0\": \"li.na\"}"), Turn.say("Five days."))) {
            ledger.open("team", PLENTY);
            Clerk clerk = AiServices.builder(Clerk.class)
                    .chatModel(plain(mock))
                    .tools(new Desk())
                    .build();

            assertThat(clerk.ask("How many days of leave has li.na?")).isEqualTo("Five days.");

            assertThat(charged()).hasSize(2).isEqualTo(ServedUsage.of(mock));
        }
    }

    @Test
    void chargesAStreamByItsLastEvent() {
        try (MockQwen mock = serve(Turn.say("42").thinking("6 × 7"))) {
            ledger.open("team", PLENTY);

            assertThat(streamed(mock)).isEqualTo("42");

            assertThat(charged()).hasSize(1).isEqualTo(ServedUsage.of(mock));
        }
    }

    @Test
    void tellsAStreamingServiceInTheMiddleThatTheBudgetEnds() {
        try (MockQwen mock = serve(Turn.call("days", "{\"arg0\": \"li.na\"}"), Turn.say("Five days."))) {
            ledger.open("team", 300);
            StreamingClerk clerk = AiServices.builder(StreamingClerk.class)
                    .streamingChatModel(streaming(mock))
                    .tools(new Desk())
                    .build();
            CompletableFuture<Throwable> failure = new CompletableFuture<>();

            clerk.ask("How many days of leave has li.na?")
                    .onPartialResponse(piece -> {})
                    .onError(failure::complete)
                    .start();

            assertThat(failure.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(BudgetExceededException.class);
            assertThat(charged()).hasSize(1).isEqualTo(ServedUsage.of(mock));
        }
    }

    @Test
    void chargesWhatArrivedOfAStreamThatWasCut() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            ledger.open("team", PLENTY);
            mock.wireMock()
                    .stubFor(post("/v1/chat/completions")
                            .willReturn(aResponse()
                                    .withHeader("Content-Type", "text/event-stream")
                                    .withBody("""
                                            data: {"choices":[{"delta":{"content":"half an"},"index":0}]}

                                            data: {"error":{"message":"oops","code":"internal"}}

                                            """)));

            streamed(mock);

            Usage usage = charged().getFirst();
            assertThat(usage.estimated()).isTrue();
            assertThat(usage.output()).isEqualTo(new QwenTokenCounter().count("half an"));
            assertThat(usage.input()).isPositive();
        }
    }

    @Test
    void chargesWhatArrivedOfAStreamThatItsReaderCancelled() throws Exception {
        try (MockQwen mock = serve(Turn.say("one two three four five six"))) {
            ledger.open("team", PLENTY);
            CompletableFuture<String> first = new CompletableFuture<>();

            streaming(mock).chat("hi", new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                    context.streamingHandle().cancel();
                    first.complete(piece.text());
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    first.completeExceptionally(new AssertionError("complete"));
                }

                @Override
                public void onError(Throwable error) {
                    first.completeExceptionally(error);
                }
            });

            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(charged()).singleElement().satisfies(usage -> {
                assertThat(usage.estimated()).isTrue();
                assertThat(usage.output()).isEqualTo(1);
            });
            assertThat(ledger.account("team").map(Account::held)).contains(0L);
        }
    }

    private static MockQwen serve(Turn... turns) {
        return MockQwen.start(0, Replies.of(turns), 42);
    }

    private ChatModel plain(MockQwen mock) {
        return new MeteredChatModel(
                OpenAiChatModel.builder()
                        .baseUrl(mock.baseUrl().toString())
                        .apiKey("sk-test")
                        .modelName("qwen-plus")
                        .maxRetries(0)
                        .build(),
                metering());
    }

    private StreamingChatModel streaming(MockQwen mock) {
        return new MeteredStreamingChatModel(
                OpenAiStreamingChatModel.builder()
                        .baseUrl(mock.baseUrl().toString())
                        .apiKey("sk-test")
                        .modelName("qwen-plus")
                        .build(),
                metering());
    }

    private Metering metering() {
        return Metering.builder(ledger, Funding.of(List.of("team")), () -> "call-" + calls.incrementAndGet())
                .counter(new QwenTokenCounter())
                .usage(ReportedUsage::of)
                .defaultOutput(200)
                .build();
    }

    /** The text of a streamed answer, or as much of it as came. */
    private String streamed(MockQwen mock) {
        List<String> pieces = new ArrayList<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        streaming(mock).chat("hi", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.add(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete("whole");
            }

            @Override
            public void onError(Throwable error) {
                end.complete("cut");
            }
        });
        try {
            end.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("The stream has no end", e);
        }
        return String.join("", pieces);
    }

    private List<Usage> charged() {
        return ledger.entries(0, 100).stream()
                .filter(Charged.class::isInstance)
                .map(entry -> ((Charged) entry).usage())
                .toList();
    }
}
