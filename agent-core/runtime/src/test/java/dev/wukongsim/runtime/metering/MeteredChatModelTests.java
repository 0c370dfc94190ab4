package dev.wukongsim.runtime.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeteredChatModelTests {

    private final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    private final List<ChatRequest> sent = new ArrayList<>();

    @Test
    void chargesWhatTheEndpointReports() {
        ledger.open("task", 1_000);

        assertThat(model(request -> response(new TokenUsage(30, 12))).chat("hello"))
                .isEqualTo("hi");

        assertThat(ledger.account("task")).contains(new Account("task", 1_000, 42, 0));
        assertThat(ledger.reservation("call-1")).isPresent();
    }

    @Test
    void boundsTheOutputOfEveryRequest() {
        ledger.open("task", 1_000);

        model(request -> response(new TokenUsage(30, 12))).chat("hello");

        assertThat(sent.getFirst().maxOutputTokens()).isEqualTo(200);
    }

    @Test
    void sendsNothingWithoutRoom() {
        ledger.open("task", 10);

        assertThatThrownBy(() -> model(request -> response(null)).chat("hello"))
                .isInstanceOfSatisfying(
                        BudgetExceededException.class,
                        exceeded -> assertThat(exceeded.refusal().cause()).isEqualTo(ReserveAnswer.Cause.NEVER_FITS))
                .hasMessageContaining("Account 'task'");

        assertThat(sent).isEmpty();
    }

    @Test
    void chargesAnEstimateWhereNothingIsReported() {
        ledger.open("task", 1_000);

        model(request -> response(null)).chat("hello");

        assertThat(ledger.reservation("call-1").orElseThrow().usage())
                .satisfies(usage -> assertThat(usage.estimated()).isTrue())
                .satisfies(usage -> assertThat(usage.input()).isPositive())
                .satisfies(usage -> assertThat(usage.output()).isEqualTo(2));
    }

    @Test
    void chargesNothingForARefusalAndTheInputForAFailure() {
        ledger.open("task", 10_000);
        ChatModel refused = model(request -> {
            throw new RateLimitException("slow down");
        });
        assertThatThrownBy(() -> refused.chat("hello")).hasMessage("slow down");
        assertThat(ledger.account("task")).contains(new Account("task", 10_000, 0, 0));

        ChatModel failed = model(request -> {
            throw new InternalServerException("oops");
        });
        assertThatThrownBy(() -> failed.chat("hello")).hasMessage("oops");

        assertThat(ledger.account("task").orElseThrow().spent()).isPositive();
        assertThat(ledger.account("task").orElseThrow().held()).isZero();
    }

    @Test
    void startsAgainWithTheSameNamesAfterARestart() {
        ledger.open("task", 10_000);

        model(request -> response(new TokenUsage(30, 12))).chat("hello");
        model(request -> response(new TokenUsage(30, 13))).chat("hello");

        assertThat(ledger.account("task").map(Account::spent)).contains(85L);
    }

    private ChatModel model(Function<ChatRequest, ChatResponse> answers) {
        Metering metering = Metering.builder(
                        ledger,
                        Funding.of(List.of("task")),
                        IntStream.iterate(1, i -> i + 1)
                                .mapToObj(i -> "call-" + i)
                                .iterator()::next)
                .defaultOutput(200)
                .build();
        return new MeteredChatModel(
                new ChatModel() {
                    @Override
                    public ChatResponse doChat(ChatRequest request) {
                        sent.add(request);
                        return answers.apply(request);
                    }
                },
                metering);
    }

    private static ChatResponse response(@Nullable TokenUsage usage) {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from("hi"))
                .tokenUsage(usage)
                .build();
    }

    @Test
    void keepsTheBoundThatARequestHas() {
        ledger.open("task", 1_000);

        model(request -> response(new TokenUsage(30, 12)))
                .chat(ChatRequest.builder()
                        .messages(UserMessage.from("hello"))
                        .maxOutputTokens(77)
                        .build());

        assertThat(sent.getFirst().maxOutputTokens()).isEqualTo(77);
    }
}
