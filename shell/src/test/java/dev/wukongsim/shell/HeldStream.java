package dev.wukongsim.shell;

import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.endpoint.Pace;
import dev.wukongsim.simulator.reply.Replies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A mocked model that streams piece by piece, and stops once, before one of the pieces, until it is let go. */
final class HeldStream implements AutoCloseable {

    private static final int SECONDS = 30;
    private static final Pattern TOTAL = Pattern.compile("\"total_tokens\":(\\d+)");

    private final int piece;
    private final AtomicInteger pieces = new AtomicInteger();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final MockQwen mock;

    /** @param piece counted from 1 over all answers */
    HeldStream(Path replies, int piece) {
        this.piece = piece;
        this.mock = MockQwen.builder(Replies.read(replies))
                .pace(new Pace(Duration.ofMillis(1), 1_000))
                .timer(new Pieces())
                .start();
    }

    int port() {
        return mock.port();
    }

    /** What a process needs to talk to it with {@code --live}. */
    Map<String, String> environment() {
        return environment(port());
    }

    /** The same through another port. */
    static Map<String, String> environment(int port) {
        return Map.of("WUKONG_ENDPOINT", "http://127.0.0.1:" + port + "/v1", "WUKONG_API_KEY", "sk-x");
    }

    /** Returns when the model has stopped before the piece. */
    void await() {
        try {
            if (!reached.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Only " + pieces + " pieces were sent in " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void release() {
        released.countDown();
    }

    /** The tokens of all its answers, by its own count. */
    long served() {
        return mock.wireMock().getAllServeEvents().stream()
                .flatMap(event ->
                        TOTAL.matcher(event.getResponse().getBodyAsString()).results())
                .mapToLong(total -> Long.parseLong(total.group(1)))
                .sum();
    }

    @Override
    public void close() {
        release();
        mock.close();
    }

    private final class Pieces implements Timer {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void waitUntil(Instant time) {
            if (pieces.incrementAndGet() == piece) {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
