package dev.wukongsim.redis;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.metering.SpooledLedger;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What metering adds to a model call: the same calls, one after the other, of a model that answers at once, through four
 * accounts in memory, in a Redis, and in a Redis behind a spool.
 */
public final class MeteringBenchmark {

    private static final List<String> PATH = List.of("task", "employee", "department", "organisation");
    private static final ModelReply REPLY = new ModelReply(AiMessage.from("yes"), Usage.of(40, 1), FinishReason.STOP);
    private static final ChatRequest REQUEST = ChatRequest.builder()
            .messages(UserMessage.from("Is the budget checked before each call?"))
            .modelName("qwen-plus")
            .maxOutputTokens(500)
            .build();

    private MeteringBenchmark() {}

    /** How long a metered call takes besides the model. */
    public record Overhead(Duration p50, Duration p99) {}

    /** The same calls on each kind of ledger. */
    public record Figures(int calls, Overhead memory, Overhead redis, Overhead spooled) {}

    /**
     * Measure a Redis.
     *
     * @param url of a Redis
     * @param tenant without data; they stay there
     * @param folder for the spool, on the disk to measure
     * @param calls how many to time on each ledger, after as many to warm up
     */
    public static Figures run(String url, String tenant, Path folder, int calls) {
        try (RedisLink link = RedisLink.to(RedisAddress.parse(url))) {
            TokenLedger redis = new RedisTokenLedger(link, new Keys(tenant), InstantSource.system());
            return new Figures(
                    calls,
                    overhead("memory", new InMemoryTokenLedger(), calls),
                    overhead("redis", redis, calls),
                    overhead("spooled", SpooledLedger.over(redis, folder.resolve("settlements")), calls));
        }
    }

    private static Overhead overhead(String round, TokenLedger ledger, int calls) {
        PATH.forEach(account -> ledger.open(account, 1L << 50));
        MeteredModel model = new MeteredModel((request, listener) -> REPLY, ledger, TokenCounter.bytes());
        time(model, round + ":warm-up:", calls);
        Latencies latencies = time(model, round + ":timed:", calls);
        return new Overhead(latencies.at(0.50), latencies.at(0.99));
    }

    private static Latencies time(MeteredModel model, String name, int calls) {
        Latencies latencies = new Latencies(calls);
        for (int call = 0; call < calls; call++) {
            long before = System.nanoTime();
            model.attempt(name + call, PATH, REQUEST, TokenListener.NONE);
            latencies.add(System.nanoTime() - before);
        }
        return latencies;
    }
}
