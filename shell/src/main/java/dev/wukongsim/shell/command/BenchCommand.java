package dev.wukongsim.shell.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.TokenizerBenchmark;
import dev.wukongsim.redis.LedgerBenchmark;
import dev.wukongsim.redis.MeteringBenchmark;
import dev.wukongsim.redis.StepBenchmark;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.BenchJson;
import dev.wukongsim.shell.render.Table;
import dev.wukongsim.simulator.bench.MockBenchmark;
import dev.wukongsim.simulator.reply.ReplyBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

@Component
final class BenchCommand implements ShellCommand {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAIRS = 30_000;
    private static final int CALLERS = 14;
    private static final int CALLS = 2_000;
    private static final int STEPS = 10_000;
    private static final int WAITING = 10_000;
    private static final Duration SERVER_ENDS = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, Consumer<ObjectNode>> benchmarks = new TreeMap<>();

    BenchCommand(Clock clock) {
        this.clock = clock;
        benchmarks.put(
                "ledger",
                figures -> onServer((redis, folder) ->
                        BenchJson.put(figures, LedgerBenchmark.run(redis.uri(), folder, "bench", PAIRS, CALLERS))));
        benchmarks.put(
                "metering",
                figures -> onServer((redis, folder) ->
                        BenchJson.put(figures, MeteringBenchmark.run(redis.uri(), "bench", folder, CALLS))));
        benchmarks.put("mock", figures -> {
            BenchJson.put(figures, MockBenchmark.standard().run());
            BenchJson.put(figures, ReplyBenchmark.standard().run());
        });
        benchmarks.put(
                "steps",
                figures -> onServer((redis, folder) ->
                        BenchJson.put(figures, StepBenchmark.run(redis.uri(), "bench", folder, STEPS, WAITING))));
        benchmarks.put(
                "tokenizer",
                figures -> BenchJson.put(figures, TokenizerBenchmark.standard().run()));
    }

    @Override
    public Usage usage() {
        return Usage.of("bench", "measures this machine; NAME is " + String.join(" or ", benchmarks.keySet()))
                .takes("NAME")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        String name = invocation.argument(0);
        Consumer<ObjectNode> benchmark = benchmarks.get(name);
        if (benchmark == null) {
            throw CommandFailure.usage(
                    "Benchmark '" + name + "' not found; known benchmarks: " + String.join(", ", benchmarks.keySet()));
        }
        ObjectNode figures = JSON.createObjectNode()
                .put("benchmark", name)
                .put("date", clock.instant().toString())
                .put("java", Runtime.version().toString());
        benchmark.accept(figures);
        print(figures, invocation);
        return 0;
    }

    private static void print(ObjectNode figures, Invocation invocation) {
        if (invocation.flag("json")) {
            invocation.out().println(figures);
            return;
        }
        Table table = new Table();
        figures.properties()
                .forEach(figure -> table.row(figure.getKey(), figure.getValue().asText()));
        table.print(invocation.out());
    }

    /** On a server of its own, whose data are thrown away. */
    private static void onServer(BiConsumer<EmbeddedRedis, Path> benchmark) {
        try {
            Path folder = Files.createTempDirectory("wukong-bench");
            EmbeddedRedis redis = EmbeddedRedis.open(folder);
            try {
                benchmark.accept(redis, folder);
            } finally {
                redis.closeAndWait(SERVER_ENDS);
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.FAILED, "The benchmark needs a temporary folder: " + e.getMessage(), e);
        }
    }
}
