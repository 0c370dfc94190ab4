package dev.wukongsim.simulator;

import static java.util.Objects.requireNonNull;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.QwenTokenizer;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.simulator.batch.BatchAnswers;
import dev.wukongsim.simulator.batch.BatchProtocol;
import dev.wukongsim.simulator.batch.FileProtocol;
import dev.wukongsim.simulator.batch.FileStore;
import dev.wukongsim.simulator.cache.ContextCache;
import dev.wukongsim.simulator.chat.Chat;
import dev.wukongsim.simulator.chat.Gate;
import dev.wukongsim.simulator.compatible.CompatibleProtocol;
import dev.wukongsim.simulator.embedding.EmbeddingProtocol;
import dev.wukongsim.simulator.embedding.NativeEmbeddingProtocol;
import dev.wukongsim.simulator.endpoint.HttpFront;
import dev.wukongsim.simulator.endpoint.Pace;
import dev.wukongsim.simulator.endpoint.PortInUseException;
import dev.wukongsim.simulator.endpoint.QwenExtension;
import dev.wukongsim.simulator.endpoint.ReplySender;
import dev.wukongsim.simulator.endpoint.ServedRequest;
import dev.wukongsim.simulator.endpoint.WireMockCore;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.generation.GenerationProtocol;
import dev.wukongsim.simulator.limit.RateLimiter;
import dev.wukongsim.simulator.limit.Wallet;
import dev.wukongsim.simulator.protocol.Protocol;
import dev.wukongsim.simulator.reply.Answers;
import dev.wukongsim.simulator.reply.MockIds;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.responses.ResponsesProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Qwen endpoint on this machine that says what its {@link Replies} say: real HTTP, streamed token by token, with exact
 * usage, and the same bytes in every run with the same seed and clock. What the replies do not answer is an error; nothing
 * is ever passed on to a real model. Close it to free the port.
 *
 * <pre>{@code
 * try (MockQwen mock = MockQwen.start(0, Replies.of(Turn.say("你好")), 42)) {
 *     new QwenClient(new Endpoint(mock.baseUrl(), "sk-any", Duration.ofSeconds(30)), new QwenTokenCounter()).call(…);
 * }
 * }</pre>
 */
public final class MockQwen implements AutoCloseable {

    private final HttpFront front;
    private final CompletableFuture<WireMockCore> core;
    private final Replies replies;

    private MockQwen(HttpFront front, CompletableFuture<WireMockCore> core, Replies replies) {
        this.front = front;
        this.core = core;
        this.replies = replies;
    }

    /**
     * Serve these replies until closed.
     *
     * @param port 0 for any free one
     * @param seed of the ids
     * @throws PortInUseException if somebody else listens on the port
     */
    public static MockQwen start(int port, Replies replies, long seed) {
        return builder(replies).port(port).seed(seed).start();
    }

    public static Builder builder(Replies replies) {
        return new Builder(requireNonNull(replies, "replies is null"));
    }

    /** Where clients connect, such as {@code http://127.0.0.1:8080/v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + front.port() + "/v1");
    }

    /** Where the provider's own SDKs connect, such as {@code http://127.0.0.1:8080/api/v1}. */
    public URI nativeUrl() {
        return baseUrl().resolve("/api/v1");
    }

    public int port() {
        return front.port();
    }

    /** What it says, and which of that nobody has asked for yet. */
    public Replies replies() {
        return replies;
    }

    /** The WireMock inside: add stubs, which win over the replies, and verify requests. It has no port of its own. */
    public WireMockServer wireMock() {
        return core.join().server();
    }

    @Override
    public void close() {
        front.close();
    }

    /** How the endpoint shall be. */
    public static final class Builder {

        private final Replies replies;
        private int port;
        private long seed;
        private @Nullable String requiredKey;
        private Pace pace = Pace.unlimited();
        private Clock clock = Clock.systemUTC();
        private Timer timer = Timer.system();
        private RateLimiter limiter = RateLimiter.none();
        private @Nullable Wallet wallet;
        private Faults faults = Faults.none();
        private ContextCache cache = ContextCache.explicit();
        private Consumer<ServedRequest> watcher = served -> {};
        private Duration batchTime = Duration.ZERO;

        private Builder(Replies replies) {
            this.replies = replies;
        }

        /** Any free port by default. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** The only key that is let in; any key, or none, by default. */
        public Builder requiredKey(String key) {
            requiredKey = requireNonNull(key, "key is null");
            return this;
        }

        /** As fast as it can by default. */
        public Builder pace(Pace streaming) {
            pace = requireNonNull(streaming, "streaming is null");
            return this;
        }

        /** How many requests and tokens are let in; any number by default. */
        public Builder limits(RateLimiter limits) {
            limiter = requireNonNull(limits, "limits is null");
            return this;
        }

        /** What the account has to spend; more than enough by default. */
        public Builder wallet(Wallet money) {
            wallet = requireNonNull(money, "money is null");
            return this;
        }

        /** What goes wrong; nothing by default. */
        public Builder faults(Faults wrong) {
            faults = requireNonNull(wrong, "wrong is null");
            return this;
        }

        /** Hears of each request, on the thread that answers it. */
        public Builder watch(Consumer<ServedRequest> hearer) {
            watcher = requireNonNull(hearer, "hearer is null");
            return this;
        }

        /** What is cached of requests; only what they mark, by default. */
        public Builder cache(ContextCache contexts) {
            cache = requireNonNull(contexts, "contexts is null");
            return this;
        }

        /** How long a batch takes on the {@link #clock}; by default it is done when somebody first asks for it. */
        public Builder batchTime(Duration duration) {
            batchTime = requireNonNull(duration, "duration is null");
            return this;
        }

        /** Tells when answers were created, and by what windows pass and cached contexts are forgotten. */
        public Builder clock(Clock time) {
            clock = requireNonNull(time, "time is null");
            return this;
        }

        /** Waits between the events of a paced stream. */
        public Builder timer(Timer waiting) {
            timer = requireNonNull(waiting, "waiting is null");
            return this;
        }

        /**
         * Serve until closed.
         *
         * @throws PortInUseException if somebody else listens on the port
         */
        public MockQwen start() {
            CompletableFuture<WireMockCore> core = new CompletableFuture<>();
            try {
                HttpFront front = new HttpFront(port, core::join, new ReplySender(pace, timer, seed), watcher);
                inBackground(() -> core.completeAsync(this::core, Runnable::run));
                inBackground(() -> new QwenTokenizer().count(" "));
                return new MockQwen(front, core, replies);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot listen on port " + port, e);
            }
        }

        private WireMockCore core() {
            MockIds ids = new MockIds(seed);
            Catalogue catalogue = Catalogue.bundled();
            Gate gate = new Gate(limiter, clock, timer);
            Chat chat = new Chat(replies, new Answers(ids, clock), faults, gate, purse(catalogue), cache, clock);
            FileStore files = new FileStore(ids, clock);
            List<Protocol> protocols = List.of(
                    new CompatibleProtocol(chat, catalogue, ids),
                    new EmbeddingProtocol(ids),
                    new GenerationProtocol(chat, catalogue, ids),
                    new NativeEmbeddingProtocol(ids),
                    new FileProtocol(files, ids),
                    new BatchProtocol(files, new BatchAnswers(chat, catalogue, ids, clock), ids, clock, batchTime),
                    new ResponsesProtocol(chat, catalogue, ids));
            return new WireMockCore(new QwenExtension(protocols, requiredKey));
        }

        private Wallet purse(Catalogue catalogue) {
            return wallet == null ? Wallet.bottomless(catalogue) : wallet;
        }

        /** Cold, WireMock and the vocabulary take most of a second; meanwhile the caller has better things to do. */
        private static void inBackground(Runnable preparation) {
            Thread.ofPlatform().daemon().name("mock-qwen").start(preparation);
        }
    }
}
