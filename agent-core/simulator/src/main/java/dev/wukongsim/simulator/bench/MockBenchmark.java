package dev.wukongsim.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.simulator.reply.Turn;
import dev.wukongsim.simulator.reply.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast the mocked endpoint answers over real HTTP on the loopback address, with its clients in the same process and on
 * the same cores. The clients are as lean as can be, see {@link LoadClient}; the processor time of both is in the figures.
 */
public final class MockBenchmark {

    private static final String PATH = "/v1/chat/completions";
    private static final String INSTRUCTIONS = "You look up people for li.na. Never guess.";
    private static final String SHORT = "Who decides about the travel expenses of Sales?";
    private static final String LONG = "Tell me the whole travel policy.";
    private static final String SENTENCE =
            "The direct manager decides up to 5,000 yuan, and the head of Sales above it. ";
    private static final int SENTENCES = 12;

    private final Duration warmUp;
    private final Duration timed;
    private final int clients;

    /**
     * A benchmark of so many clients at once.
     *
     * @param warmUp before each measurement
     * @param timed how long each measurement takes
     */
    public MockBenchmark(Duration warmUp, Duration timed, int clients) {
        this.warmUp = warmUp;
        this.timed = timed;
        this.clients = clients;
    }

    /** As the command runs it: sixteen clients, five seconds that count after 45 in which the JVM compiles. */
    public static MockBenchmark standard() {
        return new MockBenchmark(Duration.ofSeconds(45), Duration.ofSeconds(5), 16);
    }

    /**
     * Answers in a second.
     *
     * @param events of the answers; zero where they are not streamed
     * @param processorMillis of endpoint and clients together, for one answer
     */
    public record Rate(double answers, double events, double processorMillis) {}

    /** What was measured. */
    public record Figures(int clients, Rate plain, Rate streamed) {}

    /** Start an endpoint, and ask it as fast as it answers: for a sentence in one piece, then for a streamed page. */
    public Figures run() {
        Replies replies = Replies.of(
                Turn.say(SENTENCE).when(When.user(SHORT)),
                Turn.say(SENTENCE.repeat(SENTENCES)).when(When.user(LONG)));
        try (MockQwen mock = MockQwen.start(0, replies, 0)) {
            Rate plain = rate(mock.port(), request(SHORT, false));
            return new Figures(clients, plain, rate(mock.port(), request(LONG, true)));
        }
    }

    private static String request(String question, boolean streamed) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", "qwen-plus");
        request.putArray("messages").addObject().put("role", "system").put("content", INSTRUCTIONS);
        request.withArray("messages").addObject().put("role", "user").put("content", question);
        if (streamed) {
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        return request.toString();
    }

    private Rate rate(int port, String request) {
        load(port, request, warmUp);
        return load(port, request, timed);
    }

    /** What one client got. */
    private record Count(long answers, long events) {}

    private Rate load(int port, String request, Duration time) {
        long begin = System.nanoTime();
        long busy = processorNanos();
        List<Count> counts = together(() -> askUntil(port, request, begin + time.toNanos()));
        double seconds = (System.nanoTime() - begin) / 1e9;
        long answers = counts.stream().mapToLong(Count::answers).sum();
        long events = counts.stream().mapToLong(Count::events).sum();
        return new Rate(answers / seconds, events / seconds, (processorNanos() - busy) / 1e6 / Math.max(1, answers));
    }

    private List<Count> together(Callable<Count> client) {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Count>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(client));
            }
            List<Count> counts = new ArrayList<>();
            for (Future<Count> one : running) {
                counts.add(one.get());
            }
            return counts;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client of the benchmark failed: " + e.getCause(), e);
        }
    }

    private static Count askUntil(int port, String request, long end) {
        long answers = 0;
        long events = 0;
        try (LoadClient client = new LoadClient(port, PATH, request)) {
            while (System.nanoTime() < end) {
                events += client.ask();
                answers++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Count(answers, events);
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
