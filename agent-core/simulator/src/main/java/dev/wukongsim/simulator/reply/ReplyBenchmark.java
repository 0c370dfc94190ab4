package dev.wukongsim.simulator.reply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.recording.CanonicalRequest;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Measures how fast the turn that answers a request is found, on one core, after warm-up: among one fixture and among a
 * thousand, for each kind of guard. The requests are short talks of eight messages; reading their JSON is not measured.
 */
public final class ReplyBenchmark {

    private static final int FIXTURES = 1_000;
    private static final int QUESTIONS = 100;
    private static final List<String> ROLES =
            List.of("system", "user", "assistant", "tool", "assistant", "tool", "assistant", "user");

    private final LongSupplier nanos;
    private final int warmUps;
    private final int runs;

    /**
     * A benchmark with a clock of one's own.
     *
     * @param nanos time that passes while the calling thread computes
     */
    ReplyBenchmark(LongSupplier nanos, int warmUps, int runs) {
        this.nanos = nanos;
        this.warmUps = warmUps;
        this.runs = runs;
    }

    /** A benchmark by the processor time of the thread that runs it, so that a busy machine does not blur it much. */
    public static ReplyBenchmark standard() {
        return new ReplyBenchmark(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, 300, 31);
    }

    /** What the fixtures tell requests apart by. */
    public enum Kind {
        TURN,
        USER_TEXT,
        JSON_PATH,
        RECORDED
    }

    /** Matches per second of processor time, the median of all runs. */
    public record Speed(long withOneFixture, long withAThousand) {

        /** How many times longer a match takes among a thousand. */
        public double slowdown() {
            return (double) withOneFixture / Math.max(1, withAThousand);
        }
    }

    /** Measure every kind, on this thread, once for the compiler and once that counts. Takes some seconds. */
    public Map<Kind, Speed> run() {
        measure();
        return measure();
    }

    private Map<Kind, Speed> measure() {
        Map<Kind, Speed> figures = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            figures.put(kind, new Speed(speed(kind, 1), speed(kind, FIXTURES)));
        }
        return figures;
    }

    private long speed(Kind kind, int fixtures) {
        Replies replies = new Replies(
                IntStream.range(0, fixtures).mapToObj(i -> fixture(kind, i)).toList());
        List<Question> questions = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> Question.of(request(kind, i * 7 % fixtures)))
                .toList();
        for (int i = 0; i < warmUps; i++) {
            once(replies, questions);
        }
        long[] speeds = IntStream.range(0, runs)
                .mapToLong(i -> once(replies, questions))
                .sorted()
                .toArray();
        return speeds[runs / 2];
    }

    private long once(Replies replies, List<Question> questions) {
        long before = nanos.getAsLong();
        for (Question question : questions) {
            if (!(replies.match(question) instanceof Match.Found)) {
                throw new IllegalStateException("No turn answers: " + replies.misses());
            }
        }
        return Math.round(questions.size() * 1e9 / Math.max(1, nanos.getAsLong() - before));
    }

    private static Scripted fixture(Kind kind, int number) {
        When when = switch (kind) {
            case TURN -> When.turn(4 + number);
            case USER_TEXT -> When.turn(4).and(When.user("EXP-" + name(number)));
            case JSON_PATH -> When.turn(4).and(When.jsonPath("$.seed", String.valueOf(number)));
            case RECORDED -> When.of(new Guard.Same(CanonicalRequest.of(request(kind, number))));
        };
        return new Scripted(Turn.say("Done.").when(when), when.guards(), Optional.empty(), "turns[" + number + "]");
    }

    private static ObjectNode request(Kind kind, int number) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", "qwen-plus");
        if (kind == Kind.JSON_PATH) {
            request.put("seed", number);
        }
        for (String role : ROLES) {
            request.withArray("messages")
                    .addObject()
                    .put("role", role)
                    .put("content", "Please check expense report EXP-" + name(number) + " of 李娜 against the policy.");
        }
        for (int i = 0; kind == Kind.TURN && i < number; i++) {
            request.withArray("messages").addObject().put("role", "assistant");
        }
        return request;
    }

    private static String name(int number) {
        return "2026-" + (1_000 + number);
    }
}
