package dev.wukongsim.redis;

import dev.wukongsim.redis.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prints the speed of the ledger on an embedded Redis for each number of callers. Arguments: pairs, callers ... */
final class LedgerBenchmarkMain {

    private LedgerBenchmarkMain() {}

    public static void main(String[] arguments) throws IOException {
        int pairs = Integer.parseInt(arguments[0]);
        List<Integer> callers =
                Stream.of(arguments).skip(1).map(Integer::valueOf).toList();
        Path folder = Files.createTempDirectory("ledger-benchmark");
        try (EmbeddedRedis redis = EmbeddedRedis.open(folder);
                RedisLink link = RedisLink.to(RedisAddress.parse(redis.uri()))) {
            System.out.println(DiskProbe.of(folder));
            LedgerBenchmark benchmark = new LedgerBenchmark(link, new Keys("benchmark"));
            benchmark.speed("warm-up", 2 * pairs, callers.getFirst());
            callers.forEach(each -> System.out.println(benchmark.speed("timed-" + each, pairs, each)));
        }
    }
}
