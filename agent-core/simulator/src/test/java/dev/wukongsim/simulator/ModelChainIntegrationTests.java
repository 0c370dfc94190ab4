package dev.wukongsim.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.model.ModelParameters;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.ThinkingSetting;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of models, thinking and plain answers, from the agent's definition to the endpoint's books. */
@Timeout(60)
class ModelChainIntegrationTests {

    private final QwenTokenCounter counter = new QwenTokenCounter();

    @Test
    void asksTheNextModelWhereTheFirstOneIsRetired() {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("Five days.")), 42)) {
            Agent clerk = Agent.named("clerk").withModel("qwen-1-retired").withFallback("qwen-max", "qwen-plus");
            RunResult result = AgentRunner.builder(new QwenClient(endpoint(mock).tellingOrigin(), counter))
                    .counter(counter)
                    .timer(new VirtualTimer(Instant.parse("2026-11-24T09:00:00Z")))
                    .build()
                    .run(Task.of("t-1", clerk, "How many days of leave has Li Na?", "li.na", 50_000));

            List<LoggedRequest> requests =
                    mock.wireMock().findAll(postRequestedFor(urlEqualTo("/v1/chat/completions")));
            assertThat(result.answer()).contains("Five days.");
            assertThat(result.models()).containsExactly("qwen-1-retired", "qwen-max");
            assertThat(result.usage().calls()).isEqualTo(1);
            assertThat(requests).hasSize(2).allSatisfy(request -> {
                assertThat(request.getHeader("X-Wukong-Agent")).isEqualTo("clerk");
                assertThat(request.getHeader("X-Wukong-Task")).isEqualTo("t-1");
                assertThat(request.getHeader("X-Wukong-Step")).isEqualTo("1");
            });
        }
    }

    static Stream<ThinkingSetting> settings() {
        return Stream.of(
                new ThinkingSetting.Usual(),
                new ThinkingSetting.Off(),
                new ThinkingSetting.On(),
                new ThinkingSetting.Budget(500));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void countsARequestAsTheEndpointDoesHoweverMuchItThinks(ThinkingSetting setting) {
        for (String model : List.of("qwen-plus", "qwen3.6-plus", "kimi-k2-thinking")) {
            Turn turn = Turn.say("42").thinking("hm");
            try (MockQwen mock = MockQwen.start(0, Replies.of(turn, turn), 42)) {
                ChatRequest request = request(model, setting);

                ModelReply streamed = call(endpoint(mock), request);
                ModelReply plain = call(endpoint(mock).streamed(false), request);

                assertThat(streamed.usage().input()).isEqualTo(counter.count(request));
                assertThat(plain.usage()).isEqualTo(streamed.usage());
                assertThat(plain.message()).isEqualTo(streamed.message());
            }
        }
    }

    @Test
    void tellsTheEndpointNotToThink() {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 42)) {
            call(endpoint(mock), request("qwen3.6-plus", new ThinkingSetting.Off()));

            mock.wireMock()
                    .verify(postRequestedFor(urlEqualTo("/v1/chat/completions"))
                            .withRequestBody(matchingJsonPath("$[?(@.enable_thinking == false)]")));
        }
    }

    @Test
    void aModelThatThinksInStreamsAnswersInOnePieceWithoutThinking() {
        try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("42")), 42)) {
            ModelReply reply = call(endpoint(mock).streamed(false), request("qwen3-32b", new ThinkingSetting.Usual()));

            assertThat(reply.message().text()).isEqualTo("42");
            mock.wireMock()
                    .verify(postRequestedFor(urlEqualTo("/v1/chat/completions"))
                            .withRequestBody(
                                    matchingJsonPath("$[?(@.enable_thinking == false && @.stream == false)]")));
        }
    }

    private ModelReply call(Endpoint endpoint, ChatRequest request) {
        return new QwenClient(endpoint, counter).call(request, TokenListener.NONE);
    }

    private static Endpoint endpoint(MockQwen mock) {
        return new Endpoint(mock.baseUrl(), "sk-test", Duration.ofSeconds(30));
    }

    private static ChatRequest request(String model, ThinkingSetting setting) {
        return ChatRequest.builder()
                .messages(UserMessage.from("What is six times seven?"))
                .parameters(ModelParameters.builder()
                        .modelName(model)
                        .maxOutputTokens(200)
                        .thinking(setting)
                        .build())
                .build();
    }
}
