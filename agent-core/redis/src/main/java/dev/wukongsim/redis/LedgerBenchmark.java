package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.ReserveAnswer.Refused;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** How fast the ledger of a Redis is, and how much of a limit many callers can use without going over it. */
public final class LedgerBenchmark {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int CALLERS = 256;
    private static final long LIMIT = 1_000_000;
    private static final long MOST = 1_000;
    private static final long ROOM = 1_000_000_000;

    private final RedisLink link;
    private final Keys tenant;
    private final TokenLedger ledger;

    LedgerBenchmark(RedisLink link, Keys tenant) {
        this.link = link;
        this.tenant = tenant;
        this.ledger = new RedisTokenLedger(link, tenant, InstantSource.system());
    }

    /**
     * Pairs of reserve and settle through four levels.
     *
     * @param p99 of one pair
     */
    public record Speed(int callers, long pairs, double pairsPerSecond, Duration p50, Duration p99) {}

    /**
     * What many callers made of one limit.
     *
     * @param over tokens spent above the limit
     */
    public record Load(int callers, long limit, long spent, long over, double usedPercent) {

        static Load of(long spent) {
            return new Load(CALLERS, LIMIT, spent, Math.max(0, spent - LIMIT), 100.0 * Math.min(spent, LIMIT) / LIMIT);
        }
    }

    /**
     * What was measured.
     *
     * @param fsyncP50 how long the disk takes for one operation's data; no operation is faster
     * @param ours the load on our ledger
     * @param checkThenIncrement the same load on one that checks first and counts afterwards
     */
    public record Figures(Speed speed, Duration fsyncP50, Duration fsyncP99, Load ours, Load checkThenIncrement) {}

    /**
     * Measure a Redis that has its data on this machine.
     *
     * @param url of a Redis
     * @param folder on the disk that its data are on
     * @param tenant without data; they stay there
     * @param pairs how many to time, after twice as many to warm up
     * @param callers how many at once
     */
    public static Figures run(String url, Path folder, String tenant, int pairs, int callers) {
        try (RedisLink link = RedisLink.to(RedisAddress.parse(url))) {
            LedgerBenchmark benchmark = new LedgerBenchmark(link, new Keys(tenant));
            DiskProbe disk = DiskProbe.of(folder);
            benchmark.speed("warm-up", 2 * pairs, callers);
            Speed speed = benchmark.speed("timed", pairs, callers);
            Load ours = benchmark.reserveThenSettle();
            return new Figures(speed, disk.p50(), disk.p99(), ours, benchmark.checkThenIncrement());
        }
    }

    Speed speed(String round, int pairs, int callers) {
        List<String> path = List.of(round + ":task", round + ":employee", round + ":department", round + ":org");
        path.forEach(account -> ledger.open(account, ROOM));
        Latencies latencies = new Latencies(pairs);
        long start = System.nanoTime();
        together(callers, caller -> {
            for (int i = 0; i < pairs / callers; i++) {
                long before = System.nanoTime();
                String reservation = round + ":" + caller + ":" + i;
                ledger.reserve(reservation, path, MOST, 1, LEASE);
                ledger.settle(reservation, Usage.of(MOST / 2, 0));
                latencies.add(System.nanoTime() - before);
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        int count = latencies.count();
        return new Speed(callers, count, count / seconds, latencies.at(0.50), latencies.at(0.99));
    }

    private Load reserveThenSettle() {
        ledger.open("pool", LIMIT);
        together(CALLERS, caller -> {
            SplittableRandom random = new SplittableRandom(caller);
            int call = 0;
            while (reserveThenSettle(caller + ":" + call, random)) {
                call++;
            }
        });
        return Load.of(ledger.account("pool").orElseThrow().spent());
    }

    /** Whether another call may find room. */
    private boolean reserveThenSettle(String reservation, SplittableRandom random) {
        return switch (ledger.reserve(reservation, List.of("pool"), MOST, MOST / 10, LEASE)) {
            case Granted granted -> {
                ledger.dispatch(reservation);
                ledger.settle(reservation, Usage.of(Math.min(granted.tokens(), random.nextLong(1, MOST + 1)), 0));
                yield true;
            }
            case Refused refused -> refused.retryAt().isPresent();
        };
    }

    private Load checkThenIncrement() {
        String spent = tenant.one("check-then-increment");
        AtomicLong last = new AtomicLong();
        together(CALLERS, caller -> {
            SplittableRandom random = new SplittableRandom(caller);
            while (add(spent, 0) < LIMIT) {
                long used = random.nextLong(1, MOST + 1);
                last.accumulateAndGet(add(spent, used), Math::max);
            }
        });
        return Load.of(last.get());
    }

    private long add(String key, long tokens) {
        return link.<Long>call(redis -> redis.incrby(key, tokens));
    }

    private static void together(int callers, IntConsumer work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, callers)
                    .mapToObj(caller -> threads.submit(() -> work.accept(caller)))
                    .toList()
                    .forEach(LedgerBenchmark::await);
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A caller of the benchmark failed", e.getCause());
        }
    }
}
