package dev.wukongsim.simulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.qwen.Endpoint;
import dev.wukongsim.qwen.QwenClient;
import dev.wukongsim.qwen.QwenTokenCounter;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.fault.Fault.Stall;
import dev.wukongsim.simulator.fault.FaultRule;
import dev.wukongsim.simulator.fault.FaultWhen;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client against our endpoint, over real HTTP. */
@Timeout(60)
class QwenClientIntegrationTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ToolSpecification FIND = tool("directory.find", "Finds an employee by name. 按姓名查找员工。");
    private static final ToolSpecification LIST = tool("calendar.list", "Lists meetings.");

    private final List<String> heard = new ArrayList<>();
    private final TokenListener listener = new TokenListener() {
        @Override
        public void onText(String piece) {
            heard.add(piece);
        }

        @Override
        public void onThinking(String piece) {
            heard.add("(" + piece + ")");
        }
    };

    @Test
    void hearsTextTokenByToken() {
        try (MockQwen mock = serve(Turn.say("你好, 悟空!"))) {
            ModelReply reply = client(mock).call(request(UserMessage.from("hi")), listener);

            assertThat(reply.message().text()).isEqualTo("你好, 悟空!");
            assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(reply.usage()).isEqualTo(Usage.of(205, 7));
            assertThat(heard).containsExactly("你好", ",", " 悟", "空", "!");
        }
    }

    @Test
    void hearsThinkingBeforeText() {
        try (MockQwen mock = serve(Turn.say("42").thinking("6 × 7"))) {
            ModelReply reply = client(mock).call(request(UserMessage.from("hi")), listener);

            assertThat(reply.message().thinking()).isEqualTo("6 × 7");
            assertThat(reply.message().text()).isEqualTo("42");
            assertThat(reply.usage()).isEqualTo(new Usage(205, 0, 0, 6, 4, 1, false));
            assertThat(heard).containsExactly("(6)", "( ×)", "( )", "(7)", "4", "2");
        }
    }

    @Test
    void receivesAToolCallUnderTheToolsOwnName() {
        try (MockQwen mock = serve(Turn.call("directory.find", "{\"name\":\"王芳\"}"))) {
            ModelReply reply = client(mock).call(request(UserMessage.from("hi")), listener);

            assertThat(reply.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            assertThat(reply.message().toolExecutionRequests()).singleElement().satisfies(call -> {
                assertThat(call.id()).matches("call_[0-9a-f]{24}");
                assertThat(call.name()).isEqualTo("directory.find");
                assertThat(call.arguments()).isEqualTo("{\"name\": \"王芳\"}");
            });
        }
    }

    @Test
    void receivesTwoToolCallsAtOnce() {
        try (MockQwen mock =
                serve(Turn.call("directory.find", "{\"name\":\"王芳\"}").andCall("calendar.list", "{}"))) {
            ModelReply reply = client(mock).call(request(UserMessage.from("hi")), listener);

            assertThat(reply.message().toolExecutionRequests())
                    .extracting(ToolExecutionRequest::name, ToolExecutionRequest::arguments)
                    .containsExactly(tuple("directory.find", "{\"name\": \"王芳\"}"), tuple("calendar.list", "{}"));
        }
    }

    @Test
    void countsBeforeTheCallWhatIsReportedAfterIt() {
        ChatRequest request = request(
                SystemMessage.from("You are a clerk."),
                UserMessage.from("谁是王芳?"),
                AiMessage.from(
                        "Let me see.",
                        List.of(ToolExecutionRequest.builder()
                                .id("call_1")
                                .name("directory.find")
                                .arguments("{\"name\": \"王芳\"}")
                                .build())),
                ToolExecutionResultMessage.from("call_1", "directory.find", "{\"id\": \"wang.fang\"}"));
        try (MockQwen mock = serve(Turn.say("x").when(When.turn(2)))) {
            ModelReply reply = client(mock).call(request, listener);

            assertThat(reply.usage().input()).isEqualTo(new QwenTokenCounter().count(request));
        }
    }

    @Test
    void reportsCachedInput() {
        Turn turn = Turn.say("x").reporting(new Turn.UsageOverride(812L, 34L, 256L, 12L));
        try (MockQwen mock = serve(turn)) {
            ModelReply reply = client(mock).call(request(UserMessage.from("hi")), listener);

            assertThat(reply.usage()).isEqualTo(new Usage(812, 256, 0, 34, 12, 1, false));
        }
    }

    @Test
    void endsAtTheOutputLimitOfTheRequest() {
        ChatRequest request = ChatRequest.builder()
                .modelName("qwen-plus")
                .messages(UserMessage.from("hi"))
                .maxOutputTokens(2)
                .build();
        try (MockQwen mock = serve(Turn.say("你好, 悟空!"))) {
            ModelReply reply = client(mock).call(request, listener);

            assertThat(reply.message().text()).isEqualTo("你好,");
            assertThat(reply.finishReason()).isEqualTo(FinishReason.LENGTH);
            assertThat(reply.usage().output()).isEqualTo(2);
        }
    }

    @Test
    void takesABaseUrlWithASlashAtItsEnd() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            QwenClient client = client(URI.create(mock.baseUrl() + "/"), TIMEOUT);

            assertThat(client.call(request(UserMessage.from("hi")), listener)
                            .message()
                            .text())
                    .isEqualTo("42");
        }
    }

    @Test
    void passesOnWhyNoTurnMatches() {
        try (MockQwen mock = serve(Turn.say("42").when(When.user("leave")))) {
            ModelException failure = failure(client(mock));

            assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure).hasMessageContaining("mock_unmatched").hasMessageContaining("turns[0]");
        }
    }

    @Test
    void asksWhetherTheEndpointIsRunning() {
        MockQwen mock = serve(Turn.say("42"));
        mock.close();

        ModelException failure = failure(client(mock));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("Endpoint " + mock.baseUrl() + " refuses connections; is the endpoint running?");
    }

    @Test
    void saysThatTheKeyWasRefused() {
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("42")))
                .requiredKey("sk-other")
                .start()) {
            ModelException failure = failure(client(mock));

            assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure).hasMessageContaining("401").hasMessageContaining("set DASHSCOPE_API_KEY");
        }
    }

    @Test
    void classifiesTheErrorOfAStubThatWinsOverTheReplies() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(
                    mock,
                    jsonResponse(
                            "{\"error\":{\"message\":\"The prepaid bill is overdue.\",\"code\":\"PrepaidBillOverdue\"}}",
                            429));

            assertThat(failure(client(mock)).kind()).isEqualTo(Kind.MONEY);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void mayTryAgainAfterTheConnectionWasCut(Fault fault) {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(mock, events(text("4"), text("2")).withFault(fault));

            ModelException failure = failure(client(mock));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining("cut the connection");
        }
    }

    @Test
    void doesNotTakeAStreamWithoutAFinishReasonForAWholeAnswer() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(mock, events(text("4")));

            ModelException failure = failure(client(mock));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining("without a finish reason");
            assertThat(heard).containsExactly("4");
        }
    }

    @Test
    void noticesAnErrorInTheMiddleOfTheStream() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(
                    mock,
                    events(
                            text("4"),
                            "{\"error\":{\"message\":\"Output data may contain inappropriate content.\","
                                    + "\"code\":\"data_inspection_failed\"}}"));

            assertThat(failure(client(mock)).kind()).isEqualTo(Kind.SAFETY);
        }
    }

    @Test
    void estimatesTheUsageThatIsNotReported() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(mock, events(text("4"), text("2"), end()));

            ModelReply reply = client(mock).call(request(UserMessage.from("hi")), listener);

            assertThat(reply.message().text()).isEqualTo("42");
            assertThat(reply.usage())
                    .isEqualTo(Usage.estimate(new QwenTokenCounter().count(request(UserMessage.from("hi"))), 2));
        }
    }

    @Test
    void reportsWhatWasWrittenToTheCache() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(
                    mock,
                    events(
                            text("42"),
                            end(),
                            "{\"choices\":[],\"usage\":{\"prompt_tokens\":2100,\"completion_tokens\":2,"
                                    + "\"total_tokens\":2102,\"prompt_tokens_details\":{\"cached_tokens\":0,"
                                    + "\"cache_creation_input_tokens\":2005}}}"));

            assertThat(client(mock)
                            .call(request(UserMessage.from("hi")), listener)
                            .usage())
                    .isEqualTo(new Usage(2_100, 0, 2_005, 2, 0, 1, false));
        }
    }

    @Test
    void doesNotDoubleAnAnswerThatIsSummedUpAtTheEnd() {
        try (MockQwen mock = serve(Turn.say("42"))) {
            stub(
                    mock,
                    events(
                            text("42"),
                            end(),
                            "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                                    + "\"message\":{\"role\":\"assistant\",\"content\":\"42\"}}]}"));

            assertThat(client(mock)
                            .call(request(UserMessage.from("hi")), listener)
                            .message()
                            .text())
                    .isEqualTo("42");
        }
    }

    @Test
    void cancelsTheStreamWhenItsThreadIsInterrupted() throws InterruptedException {
        CountDownLatch hearing = new CountDownLatch(1);
        TokenListener first = new TokenListener() {
            @Override
            public void onText(String piece) {
                hearing.countDown();
            }
        };
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("你好, 悟空!")))
                .faults(Faults.of(0, new FaultRule(new Stall(2), FaultWhen.ALWAYS)))
                .start()) {
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    client(mock).call(request(UserMessage.from("hi")), first);
                } catch (CancelledException e) {
                    thrown.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag is lost"));
                }
            });
            hearing.await();
            caller.interrupt();
            caller.join();

            assertThat(thrown.getNow(new AssertionError("nothing thrown"))).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void givesUpOnAStreamThatStandsStill() {
        try (MockQwen mock = MockQwen.builder(Replies.of(Turn.say("你好, 悟空!")))
                .faults(Faults.of(0, new FaultRule(new Stall(2), FaultWhen.ALWAYS)))
                .start()) {
            ModelException failure = failure(client(mock.baseUrl(), Duration.ofMillis(500)));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void carriesAThousandStreamsAtOnce() throws Exception {
        try (MockQwen mock = serve(Turn.say("你好, 悟空!"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            QwenClient client = client(mock);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                ChatRequest request = request(UserMessage.from("question " + i));
                answers.add(threads.submit(() -> {
                    start.await();
                    return client.call(request, TokenListener.NONE).message().text();
                }));
            }
            start.countDown();

            for (Future<String> answer : answers) {
                assertThat(answer.get(50, TimeUnit.SECONDS)).isEqualTo("你好, 悟空!");
            }
        }
    }

    private static MockQwen serve(Turn turn) {
        return MockQwen.start(0, Replies.of(turn), 42);
    }

    private static QwenClient client(MockQwen mock) {
        return client(mock.baseUrl(), TIMEOUT);
    }

    private static QwenClient client(URI baseUrl, Duration timeout) {
        return new QwenClient(new Endpoint(baseUrl, "sk-test", timeout), new QwenTokenCounter());
    }

    private ModelException failure(QwenClient client) {
        List<ModelException> failures = new ArrayList<>();
        assertThatThrownBy(() -> client.call(request(UserMessage.from("hi")), listener))
                .asInstanceOf(type(ModelException.class))
                .satisfies(failures::add);
        return failures.getFirst();
    }

    private static ChatRequest request(ChatMessage... messages) {
        return ChatRequest.builder()
                .modelName("qwen-plus")
                .messages(messages)
                .toolSpecifications(FIND, LIST)
                .build();
    }

    private static ToolSpecification tool(String name, String description) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(JsonObjectSchema.builder().addStringProperty("name").build())
                .build();
    }

    private static void stub(MockQwen mock, ResponseDefinitionBuilder response) {
        mock.wireMock().stubFor(post("/v1/chat/completions").willReturn(response));
    }

    private static ResponseDefinitionBuilder events(String... data) {
        return aResponse()
                .withHeader("Content-Type", "text/event-stream")
                .withBody("data: " + String.join("\n\ndata: ", data) + "\n\ndata: [DONE]\n\n");
    }

    private static String text(String piece) {
        return "{\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"},\"index\":0,\"finish_reason\":null}]}";
    }

    private static String end() {
        return "{\"choices\":[{\"delta\":{\"content\":\"\"},\"index\":0,\"finish_reason\":\"stop\"}]}";
    }
}
