package dev.wukongsim.redis;

import dev.wukongsim.redis.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;

/** Prints the figures of {@link LedgerBenchmark} against an embedded Redis. Arguments: pairs, callers. */
final class LedgerBenchmarkMain {

    private LedgerBenchmarkMain() {}

    public static void main(String[] arguments) throws IOException {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        int callers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 32;
        try (EmbeddedRedis redis = EmbeddedRedis.open(Files.createTempDirectory("ledger-benchmark"))) {
            LedgerBenchmark.Figures figures = LedgerBenchmark.run(redis.uri(), "benchmark", pairs, callers);
            System.out.println(figures.speed());
            System.out.println("reserve, then settle: " + figures.ours());
            System.out.println("check, then increment: " + figures.checkThenIncrement());
        }
    }
}
