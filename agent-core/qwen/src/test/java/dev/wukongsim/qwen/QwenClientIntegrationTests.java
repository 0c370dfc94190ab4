package dev.wukongsim.qwen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.qwen.wire.RawServer;
import dev.wukongsim.qwen.wire.Timeouts;
import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelException.Kind;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.ModelReply.Detail;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against servers that send exactly these bytes, break off, or say nothing. */
@Timeout(60)
class QwenClientIntegrationTests {

    private static final String KEY = "sk-0123456789abcdef";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String OPENED =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String TEXT = "data: {\"choices\":[{\"delta\":{\"content\":\"4\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final ChatRequest REQUEST = ChatRequest.builder()
            .modelName("qwen-plus")
            .messages(UserMessage.from("hi"))
            .build();
    private static final long INPUT = new QwenTokenCounter().count(REQUEST);

    private final List<String> heard = new ArrayList<>();
    private final TokenListener listener = new TokenListener() {
        @Override
        public void onText(String piece) {
            heard.add(piece);
        }

        @Override
        public void onToolCall(String piece) {
            heard.add("<" + piece + ">");
        }
    };

    @Test
    void readsAStreamThatItsServerEndsWithTheConnection() {
        try (RawServer server = RawServer.streaming((TEXT + TEXT + STOP).getBytes(UTF_8))) {
            ModelReply reply = client(server).call(REQUEST, listener);

            assertThat(reply.message().text()).isEqualTo("44");
            assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(heard).containsExactly("4", "4");
        }
    }

    @Test
    void readsAPlainAnswerOfAServerThatDoesNotStream() {
        String answer = "{\n \"object\": \"chat.completion\",\n \"choices\": [{\"message\": {\"role\": \"assistant\","
                + " \"content\": \"42\"}, \"finish_reason\": \"stop\"}],\n"
                + " \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 2, \"total_tokens\": 11}\n}";
        try (RawServer server = RawServer.answering("200 OK\r\nContent-Type: application/json", answer)) {
            ModelReply reply = client(server).call(REQUEST, listener);

            assertThat(reply.message().text()).isEqualTo("42");
            assertThat(reply.usage()).isEqualTo(Usage.of(9, 2));
            assertThat(heard).containsExactly("42");
        }
    }

    /** Often, as the JDK's client forgets such an answer now and then: one in a hundred and twenty. */
    @RepeatedTest(200)
    void acceptsAnAnswerWhoseConnectionIsCutAfterItsFinishReason() {
        try (RawServer server = RawServer.start(connection -> {
            RawServer.write(connection, OPENED + chunk(TEXT) + chunk(STOP));
        })) {
            assertThat(client(server).call(REQUEST, listener).message().text()).isEqualTo("4");
        }
    }

    @Test
    void acceptsAnAnswerWhoseServerNeverHangsUp() {
        try (RawServer server = waiting(OPENED + chunk(TEXT) + chunk(STOP) + chunk("data: [DONE]\n\n"))) {
            assertThat(client(server).call(REQUEST, listener).message().text()).isEqualTo("4");
        }
    }

    static Stream<Arguments> usages() {
        return Stream.of(
                arguments("", Usage.estimate(INPUT, 1), List.of(Detail.values())),
                arguments("\"usage\":null", Usage.estimate(INPUT, 1), List.of(Detail.values())),
                arguments(
                        "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}",
                        Usage.estimate(INPUT, 1),
                        List.of(Detail.values())),
                arguments(
                        "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}",
                        Usage.of(9, 2),
                        List.of(Detail.values())),
                arguments(
                        "\"usage\":{\"prompt_tokens\":9,\"total_tokens\":11}",
                        Usage.of(9, 2),
                        List.of(Detail.values())),
                arguments("\"usage\":{\"prompt_tokens\":9}", Usage.estimate(9, 1), List.of(Detail.values())),
                arguments("\"usage\":{\"completion_tokens\":7}", Usage.estimate(INPUT, 7), List.of(Detail.values())),
                arguments(
                        "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":3,\"cache_creation_input_tokens\":4},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}",
                        new Usage(9, 3, 4, 5, 2, 1, false),
                        List.of()),
                arguments(
                        "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":10,\"cache_creation_input_tokens\":4},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":6}}",
                        new Usage(9, 9, 0, 5, 5, 1, false),
                        List.of()),
                arguments(
                        "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":0}}",
                        Usage.of(9, 5),
                        List.of(Detail.CACHE_WRITE, Detail.REASONING)));
    }

    @ParameterizedTest
    @MethodSource("usages")
    void knowsWhichPartsOfTheUsageWereReported(String field, Usage usage, List<Detail> unreported) {
        String last = "data: {\"choices\":[]" + (field.isEmpty() ? "" : "," + field) + "}\n\ndata: [DONE]\n\n";
        try (RawServer server = RawServer.streaming((TEXT + STOP + last).getBytes(UTF_8))) {
            ModelReply reply = client(server).call(REQUEST, listener);

            assertThat(reply.usage()).isEqualTo(usage);
            assertThat(reply.unreported()).containsExactlyInAnyOrderElementsOf(unreported);
        }
    }

    @Test
    void takesTheLastUsageOfAStreamThatSendsOneWithEachEvent() {
        String events = "data: {\"choices\":[{\"delta\":{\"content\":\"4\"}}],\"usage\":{\"prompt_tokens\":9,"
                + "\"completion_tokens\":1}}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"2\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}\n\n";
        try (RawServer server = RawServer.streaming(events.getBytes(UTF_8))) {
            assertThat(client(server).call(REQUEST, listener).usage()).isEqualTo(Usage.of(9, 2));
        }
    }

    @Test
    void estimatesThinkingAsReasoning() {
        String events = "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hi hi\"}}]}\n\n" + TEXT + STOP;
        try (RawServer server = RawServer.streaming(events.getBytes(UTF_8))) {
            assertThat(client(server).call(REQUEST, listener).usage()).isEqualTo(new Usage(INPUT, 0, 0, 3, 2, 1, true));
        }
    }

    @Test
    void givesIdsToCallsThatHaveNone() {
        String events = "data: {\"choices\":[{\"delta\":{\"tool_calls\":["
                + "{\"index\":0,\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                + "{\"index\":1,\"id\":\"x\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                + "{\"index\":2,\"id\":\"x\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}}]}\n\n"
                + STOP;
        try (RawServer server = RawServer.streaming(events.getBytes(UTF_8))) {
            ModelReply reply = client(server).call(REQUEST, listener);

            assertThat(reply.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            assertThat(reply.message().toolExecutionRequests())
                    .extracting(call -> call.id() + " " + call.name())
                    .containsExactly("call_1_0 f", "x f", "call_1_2 g");
        }
    }

    @Test
    void hearsTheCallThatWasUnderWayWhenTheConnectionBroke() {
        String piece = "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"x\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\"\"}}]}}]}\n\n";
        try (RawServer server = RawServer.streaming(piece.getBytes(UTF_8))) {
            assertThat(failure(client(server)).kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(heard).containsExactly("<f>", "<{\"a\">");
        }
    }

    @Test
    void keepsWhenToComeBack() {
        String body = "{\"error\":{\"message\":\"slow down\",\"code\":\"limit_requests\"}}";
        try (RawServer server = RawServer.answering("429 Too Many\r\nRetry-After: 7", body)) {
            ModelException failure = failure(client(server));

            assertThat(failure.kind()).isEqualTo(Kind.RATE);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void blamesTheBaseUrlForAWebPage() {
        try (RawServer server = RawServer.answering("200 OK\r\nContent-Type: text/html", "<html>\nHello\n</html>")) {
            ModelException failure = failure(client(server));

            assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure).hasMessageContaining("is the base URL an OpenAI-compatible one?");
        }
    }

    @Test
    void mayTryAgainAfterAnEmptyAnswer() {
        try (RawServer server = RawServer.answering("200 OK\r\nContent-Type: text/event-stream", "")) {
            assertThat(failure(client(server))).hasMessageContaining("without a finish reason");
        }
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                arguments("before the status", "", "cut the connection"),
                arguments("in the headers", "HTTP/1.1 200 OK\r\nContent-", "cut the connection"),
                arguments("before the first event", OPENED, "cut the connection"),
                arguments("in the middle", OPENED + chunk(TEXT), "cut the connection"),
                arguments("in an event", OPENED + "40\r\ndata: {\"cho", "cut the connection"),
                arguments("in no chunk", OPENED + "nonsense\r\n", "cut the connection"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void mayTryAgainAfterAReset(String where, String bytes, String words) {
        try (RawServer server = RawServer.start(connection -> {
            RawServer.write(connection, bytes);
            reset(connection);
        })) {
            ModelException failure = failure(client(server));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining(words);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void mayTryAgainAfterSilence(String where, String bytes, String words) {
        try (RawServer server = waiting(bytes.replace("nonsense", "0"))) {
            Timeouts patience = new Timeouts(LONG, SHORT, SHORT, LONG);

            ModelException failure = failure(client(server.baseUrl(), patience));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void endsACallThatTakesTooLongAlthoughItNeverFallsSilent() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
            RawServer.write(connection, OPENED);
            while (over.getCount() > 0) {
                RawServer.write(connection, chunk(": still here\n"));
            }
        })) {
            ModelException failure = failure(client(server.baseUrl(), Timeouts.within(SHORT)));
            over.countDown();

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void knowsThatNothingWasSentIfTheEndpointAcceptsNoConnection() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                queue.add(connecting(full));
            }
            Timeouts patience = new Timeouts(SHORT, LONG, LONG, LONG);
            URI baseUrl = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1");

            ModelException failure = failure(client(baseUrl, patience));

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("accepts no connection within PT0.2S");
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                arguments("before the status", ""),
                arguments("before the first event", OPENED),
                arguments("in the middle", OPENED + chunk(TEXT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void closesTheConnectionWhenItsThreadIsInterrupted(String where, String bytes) throws InterruptedException {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (RawServer server = waiting(bytes)) {
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    client(server).call(REQUEST, listener);
                } catch (CancelledException e) {
                    thrown.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag is lost"));
                }
            });
            assertThat(server.request()).contains("POST /v1/chat/completions");
            caller.interrupt();
            server.goodbye();
            caller.join();

            assertThat(thrown.getNow(new AssertionError("nothing thrown"))).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void closesTheConnectionWhenItsListenerThrows() throws InterruptedException {
        TokenListener angry = new TokenListener() {
            @Override
            public void onText(String piece) {
                throw new IllegalStateException("enough");
            }
        };
        try (RawServer server = waiting(OPENED + chunk(TEXT + TEXT) + chunk(TEXT))) {
            assertThatThrownBy(() -> client(server).call(REQUEST, angry))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
            server.goodbye();
        }
    }

    static Stream<String> answersThatRepeatTheKey() {
        String error = "{\"error\":{\"message\":\"bad key " + KEY + "\",\"code\":\"" + KEY + "\"}}";
        return Stream.of(
                "HTTP/1.1 401 " + KEY + "\r\nX-Key: " + KEY + "\r\nConnection: close\r\n\r\n" + error,
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TEXT + "data: " + error + "\n\n",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TEXT + "data: " + KEY + "\n\n",
                "HTTP/1.1 200 OK\r\nContent-Type: " + KEY + "\r\nConnection: close\r\n\r\n" + KEY,
                KEY + "\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("answersThatRepeatTheKey")
    void repeatsTheKeyInNoMessageAndNoStackTrace(String answer) throws InterruptedException {
        try (RawServer server = RawServer.start(connection -> RawServer.write(connection, answer))) {
            ModelException failure = failure(client(server));

            assertThat(server.request()).contains("Authorization: Bearer " + KEY);
            assertThat(failure).message().doesNotContain(KEY);
            assertThat(StackTraces.of(failure)).doesNotContain(KEY);
        }
    }

    private static RawServer waiting(String bytes) {
        RawServer[] self = new RawServer[1];
        CountDownLatch ready = new CountDownLatch(1);
        self[0] = RawServer.start(connection -> {
            RawServer.write(connection, bytes);
            try {
                ready.await();
            } catch (InterruptedException e) {
                return;
            }
            self[0].waitForGoodbye(connection);
        });
        ready.countDown();
        return self[0];
    }

    private static Socket connecting(ServerSocket server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server.getLocalSocketAddress(), 100);
        } catch (SocketTimeoutException e) {
            assertThat(socket.isConnected()).isFalse();
        }
        return socket;
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
    }

    private static QwenClient client(RawServer server) {
        return client(server.baseUrl(), Timeouts.within(LONG));
    }

    private static QwenClient client(URI baseUrl, Timeouts timeouts) {
        return new QwenClient(new Endpoint(baseUrl, KEY, timeouts), new QwenTokenCounter());
    }

    private ModelException failure(QwenClient client) {
        return catchThrowableOfType(ModelException.class, () -> client.call(REQUEST, listener));
    }
}
