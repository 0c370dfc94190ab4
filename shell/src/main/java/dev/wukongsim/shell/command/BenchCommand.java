package dev.wukongsim.shell.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.TokenizerBenchmark;
import dev.wukongsim.qwen.TokenizerBenchmark.Speed;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.Table;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class BenchCommand implements ShellCommand {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKENIZER = "tokenizer";

    private final Clock clock;

    BenchCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Usage usage() {
        return Usage.of("bench", "measures this machine; NAME is " + TOKENIZER)
                .mayTake("NAME")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        String name = invocation.firstArgument().orElse(TOKENIZER);
        if (!name.equals(TOKENIZER)) {
            throw CommandFailure.usage("Benchmark '" + name + "' not found; known benchmarks: " + TOKENIZER);
        }
        ObjectNode figures = tokenizer();
        if (invocation.flag("json")) {
            invocation.out().println(figures);
        } else {
            Table table = new Table();
            figures.properties()
                    .forEach(figure ->
                            table.row(figure.getKey(), figure.getValue().asText()));
            table.print(invocation.out());
        }
        return 0;
    }

    private ObjectNode tokenizer() {
        TokenizerBenchmark.Figures figures = TokenizerBenchmark.standard().run();
        ObjectNode result = JSON.createObjectNode()
                .put("benchmark", TOKENIZER)
                .put("date", clock.instant().toString())
                .put("java", Runtime.version().toString())
                .put("runs", figures.runs())
                .put("tokensPerRun", figures.tokensPerRun());
        Map.of(
                        "english", figures.english(),
                        "code", figures.code(),
                        "chinese", figures.chinese(),
                        "mixed", figures.mixed(),
                        "overall", figures.overall())
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(speed -> put(result, speed.getKey(), speed.getValue()));
        return result;
    }

    private static void put(ObjectNode result, String text, Speed speed) {
        result.put(text + "TokensPerSecondMin", speed.minTokensPerSecond())
                .put(text + "TokensPerSecondMedian", speed.medianTokensPerSecond())
                .put(text + "TokensPerSecondMax", speed.maxTokensPerSecond());
    }
}
