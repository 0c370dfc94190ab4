package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures how fast {@link QwenTokenizer} counts on one core, after warm-up: English prose, code, Chinese prose, and a
 * text of many languages. The texts are short and repeated, so memory is as warm as it gets; no result is kept from one
 * repetition to the next.
 */
public final class TokenizerBenchmark {

    private static final List<String> TEXTS = List.of("english", "code", "chinese", "mixed");
    private static final int CHARACTERS = 200_000;

    private final QwenTokenizer tokenizer = new QwenTokenizer();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final LongSupplier nanos;
    private final int warmUps;
    private final int runs;

    /**
     * A benchmark with a clock of one's own.
     *
     * @param nanos time that passes while the calling thread computes
     */
    TokenizerBenchmark(LongSupplier nanos, int warmUps, int runs) {
        this.nanos = nanos;
        this.warmUps = warmUps;
        this.runs = runs;
        TEXTS.forEach(name -> texts.put(name, longText(name)));
    }

    /** A benchmark by the processor time of the thread that runs it, so that a busy machine does not blur it much. */
    public static TokenizerBenchmark standard() {
        return new TokenizerBenchmark(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, 10, 15);
    }

    /** Tokens per second of processor time. */
    public record Speed(long minTokensPerSecond, long medianTokensPerSecond, long maxTokensPerSecond) {}

    /**
     * What was measured.
     *
     * @param overall all four texts one after the other
     * @param tokensPerRun how many tokens one run counts
     */
    public record Figures(
            Speed english, Speed code, Speed chinese, Speed mixed, Speed overall, int runs, long tokensPerRun) {}

    /** One pass over all texts: tokens and time, by text. */
    private record Run(List<Long> tokens, List<Long> nanos) {

        long speed(int text) {
            return perSecond(tokens.get(text), nanos.get(text));
        }

        long overall() {
            return perSecond(total(tokens), total(nanos));
        }

        private static long perSecond(long tokens, long nanos) {
            return Math.round(tokens * 1e9 / Math.max(1, nanos));
        }

        static long total(List<Long> numbers) {
            return numbers.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Measure, on this thread. Takes a few seconds. */
    public Figures run() {
        for (int i = 0; i < warmUps; i++) {
            once();
        }
        List<Run> measured = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            measured.add(once());
        }
        return new Figures(
                speed(measured.stream().map(run -> run.speed(0)).toList()),
                speed(measured.stream().map(run -> run.speed(1)).toList()),
                speed(measured.stream().map(run -> run.speed(2)).toList()),
                speed(measured.stream().map(run -> run.speed(3)).toList()),
                speed(measured.stream().map(Run::overall).toList()),
                runs,
                Run.total(measured.getFirst().tokens()));
    }

    private Run once() {
        Run run = new Run(new ArrayList<>(), new ArrayList<>());
        for (String text : texts.values()) {
            long before = nanos.getAsLong();
            run.tokens().add((long) tokenizer.count(text));
            run.nanos().add(nanos.getAsLong() - before);
        }
        return run;
    }

    private static Speed speed(List<Long> speeds) {
        List<Long> sorted = speeds.stream().sorted().toList();
        return new Speed(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
    }

    private static String longText(String name) {
        try (InputStream in = requireNonNull(TokenizerBenchmark.class.getResourceAsStream("bench/" + name + ".txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.repeat(CHARACTERS / text.length() + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
