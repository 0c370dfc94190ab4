package dev.wukongsim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.wukongsim.qwen.RateLimit;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.limit.RateLimiter;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Errors as the OpenAI SDK for Java maps them. */
class OpenAiJavaErrorsIntegrationTests {

    private static final String CHAT = "/v1/chat/completions";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final MockQwen mock = MockQwen.builder(Replies.of(Turn.say("Hello.")))
            .requiredKey("sk-right")
            .limits(RateLimiter.of(new RateLimit(1, SECOND, 1_000_000, SECOND, false)))
            .clock(Clock.fixed(NOON, ZoneOffset.UTC))
            .start();
    private final OpenAIClient client =
            OpenAiJava.builder(mock).apiKey("sk-right").build();

    @AfterEach
    void stop() {
        client.close();
        mock.close();
    }

    @Test
    void knowsAWrongKey() {
        OpenAIClient stranger = client.withOptions(options -> options.apiKey("sk-wrong"));

        UnauthorizedException error = catchThrowableOfType(
                UnauthorizedException.class, () -> stranger.chat().completions().create(hello().build()));

        assertThat(error.statusCode()).isEqualTo(401);
        assertThat(error.code()).contains("invalid_api_key");
        assertThat(error.type()).contains("invalid_request_error");
        assertThat(error).hasMessageContaining("Incorrect API key provided.");
    }

    @Test
    void knowsThatItAsksTooOften() {
        ask(hello());

        RateLimitException error = catchThrowableOfType(RateLimitException.class, () -> ask(hello()));

        assertThat(error.statusCode()).isEqualTo(429);
        assertThat(error.code()).contains("limit_requests");
        assertThat(error).hasMessageContaining("You exceeded your current requests list.");
    }

    @Test
    void asksAgainWhenItIsToldTo() {
        mock.wireMock()
                .stubFor(WireMock.post(CHAT)
                        .withHeader("x-stainless-retry-count", WireMock.equalTo("0"))
                        .willReturn(WireMock.aResponse()
                                .withStatus(429)
                                .withHeader("Retry-After", "0")
                                .withHeader("Content-Type", "application/json")
                                .withBody(KnownError.REQUESTS_RATE
                                        .error()
                                        .body("")
                                        .toString())));
        OpenAIClient patient = client.withOptions(options -> options.maxRetries(2));

        ChatCompletion answer = patient.chat().completions().create(hello().build());

        assertThat(answer.choices().getFirst().message().content()).contains("Hello.");
        mock.wireMock().verify(2, WireMock.postRequestedFor(WireMock.urlEqualTo(CHAT)));
    }

    @Test
    void knowsARequestThatIsWrong() {
        BadRequestException error =
                catchThrowableOfType(BadRequestException.class, () -> ask(hello().maxCompletionTokens(1_000_000)));

        assertThat(error.statusCode()).isEqualTo(400);
        assertThat(error.code()).contains("invalid_parameter_error");
        assertThat(error).hasMessageContaining("Range of max_completion_tokens should be [1, 32768]");
    }

    @Test
    void knowsAWrongRequestBeforeItIsStreamed() {
        ChatCompletionCreateParams question = hello().model("qwen3-8b")
                .putAdditionalBodyProperty("thinking_budget", JsonValue.from(0))
                .build();

        BadRequestException error = catchThrowableOfType(
                BadRequestException.class, () -> client.chat().completions().createStreaming(question));

        assertThat(error).hasMessageContaining("The thinking_budget parameter must be a positive integer");
    }

    @Test
    void knowsAModelThatDoesNotExist() {
        NotFoundException error =
                catchThrowableOfType(NotFoundException.class, () -> ask(hello().model("qwen-imaginary")));

        assertThat(error.code()).contains("model_not_found");
        assertThat(error).hasMessageContaining("The model `qwen-imaginary` does not exist");
    }

    @Test
    void knowsThatTheProviderHasNoCapacity() {
        mock.wireMock()
                .stubFor(WireMock.post(CHAT)
                        .willReturn(WireMock.jsonResponse(
                                KnownError.SERVING.error().body("").toString(), 503)));

        InternalServerException error = catchThrowableOfType(InternalServerException.class, () -> ask(hello()));

        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.code()).contains("ModelServingError");
    }

    @Test
    void isToldWhichReplyComesNearest() {
        BadRequestException error = catchThrowableOfType(
                BadRequestException.class,
                () -> ask(hello().addAssistantMessage("Hello.").addUserMessage("And now?")));

        assertThat(error.code()).contains("mock_unmatched");
        assertThat(error).hasMessageContaining("No turn answers turn 2; the nearest is turns[0] of replies");
    }

    private void ask(ChatCompletionCreateParams.Builder question) {
        client.chat().completions().create(question.build());
    }

    private static ChatCompletionCreateParams.Builder hello() {
        return OpenAiJava.question("Hello?");
    }
}
