package dev.wukongsim.shell.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.TokenizerBenchmark;
import dev.wukongsim.redis.LedgerBenchmark;
import dev.wukongsim.redis.MeteringBenchmark;
import dev.wukongsim.redis.StepBenchmark;
import dev.wukongsim.simulator.bench.MockBenchmark;
import dev.wukongsim.simulator.reply.ReplyBenchmark;
import java.time.Duration;
import java.util.Map;

/** What {@code bench} prints: figures by name, with the unit in the name. */
public final class BenchJson {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double HUNDREDTHS = 100;

    private BenchJson() {}

    public static void put(ObjectNode object, TokenizerBenchmark.Figures figures) {
        object.put("runs", figures.runs()).put("tokensPerRun", figures.tokensPerRun());
        put(object, "english", figures.english());
        put(object, "code", figures.code());
        put(object, "chinese", figures.chinese());
        put(object, "mixed", figures.mixed());
        put(object, "overall", figures.overall());
    }

    private static void put(ObjectNode object, String text, TokenizerBenchmark.Speed speed) {
        object.put(text + "TokensPerSecondMin", speed.minTokensPerSecond())
                .put(text + "TokensPerSecondMedian", speed.medianTokensPerSecond())
                .put(text + "TokensPerSecondMax", speed.maxTokensPerSecond());
    }

    /** Beside our own ledger the same load on one that checks first and counts afterwards. */
    public static void put(ObjectNode object, LedgerBenchmark.Figures figures) {
        LedgerBenchmark.Speed speed = figures.speed();
        object.put("callers", speed.callers())
                .put("reserveSettlePairs", speed.pairs())
                .put("reserveSettlePairsPerSecond", Math.round(speed.pairsPerSecond()))
                .put("pairMillisP50", millis(speed.p50()))
                .put("pairMillisP99", millis(speed.p99()))
                .put("fsyncMillisP50", millis(figures.fsyncP50()))
                .put("fsyncMillisP99", millis(figures.fsyncP99()));
        put(object, "ours", figures.ours());
        put(object, "checkThenIncrement", figures.checkThenIncrement());
    }

    private static void put(ObjectNode object, String ledger, LedgerBenchmark.Load load) {
        object.put(ledger + "Callers", load.callers())
                .put(ledger + "LimitTokens", load.limit())
                .put(ledger + "TokensOverLimit", load.over())
                .put(ledger + "LimitUsedPercent", load.usedPercent());
    }

    /** What metering adds to one call. */
    public static void put(ObjectNode object, MeteringBenchmark.Figures figures) {
        object.put("calls", figures.calls());
        put(object, "memory", figures.memory());
        put(object, "redis", figures.redis());
        put(object, "spooled", figures.spooled());
    }

    private static void put(ObjectNode object, String ledger, MeteringBenchmark.Overhead overhead) {
        object.put(ledger + "MillisP50", millis(overhead.p50())).put(ledger + "MillisP99", millis(overhead.p99()));
    }

    /** What durable steps cost, and tasks that wait. */
    public static void put(ObjectNode object, StepBenchmark.Figures figures) {
        object.put("steps", figures.steps().count())
                .put("stepMillisP50", millis(figures.steps().p50()))
                .put("stepMillisP99", millis(figures.steps().p99()))
                .put("noteMillisP50", millis(figures.steps().noteP50()))
                .put("fsyncMillisP50", millis(figures.fsyncP50()))
                .put("fsyncMillisP99", millis(figures.fsyncP99()))
                .put("resumedSteps", figures.resume().steps())
                .put("resumeMillis", millis(figures.resume().duration()))
                .put("waitingTasks", figures.waiting().tasks())
                .put("waitingThreads", figures.waiting().threads())
                .put("waitingHeapMebibytes", figures.waiting().heapMebibytes())
                .put("waitingRedisMebibytes", figures.waiting().redisMebibytes());
    }

    /** How fast the mocked endpoint answers, and streams. */
    public static void put(ObjectNode object, MockBenchmark.Figures figures) {
        object.put("clients", figures.clients())
                .put("plainRequestsPerSecond", Math.round(figures.plain().answers()))
                .put(
                        "plainProcessorMillisPerRequest",
                        hundredths(figures.plain().processorMillis()))
                .put("streamsPerSecond", Math.round(figures.streamed().answers()))
                .put("streamedChunksPerSecond", Math.round(figures.streamed().events()))
                .put(
                        "streamProcessorMillisPerRequest",
                        hundredths(figures.streamed().processorMillis()));
    }

    /** How fast an answer is found among fixtures. */
    public static void put(ObjectNode object, Map<ReplyBenchmark.Kind, ReplyBenchmark.Speed> figures) {
        figures.forEach((kind, speed) -> {
            object.put(name(kind) + "MatchesPerSecondOfOneFixture", speed.withOneFixture())
                    .put(name(kind) + "MatchesPerSecondOfAThousand", speed.withAThousand());
        });
    }

    private static String name(ReplyBenchmark.Kind kind) {
        return switch (kind) {
            case TURN -> "turn";
            case USER_TEXT -> "userText";
            case JSON_PATH -> "jsonPath";
            case RECORDED -> "recorded";
        };
    }

    private static double hundredths(double number) {
        return Math.round(number * HUNDREDTHS) / HUNDREDTHS;
    }

    private static double millis(Duration duration) {
        return hundredths(duration.toNanos() / NANOS_PER_MILLI);
    }
}
