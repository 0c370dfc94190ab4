package dev.wukongsim.redis;

import dev.wukongsim.runtime.agent.AgentRunner;
import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournaledContext;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.tool.ToolContract;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What durable steps cost on a Redis: one step, taking up a long task again, and many tasks that wait for a person. */
public final class StepBenchmark {

    private static final long MEBIBYTE = 1L << 20;
    private static final int CALLERS = 16;

    private final RedisLink link;
    private final RedisStores stores;
    private final Journal journal;

    private StepBenchmark(RedisLink link, RedisStores stores) {
        this.link = link;
        this.stores = stores;
        this.journal = stores.journal();
    }

    /**
     * How long steps took, one after the other.
     *
     * @param p50 of a step that does nothing: its intent and its result are two writes, each kept by the disk
     * @param noteP50 of a note, which is one write
     */
    public record Steps(int count, Duration p50, Duration p99, Duration noteP50) {}

    /**
     * How long a new run took to pass through all steps that an agent has behind it, until its model was asked for the next.
     *
     * @param steps rows of its journal: answers of the model, verdicts and tool calls
     */
    public record Resume(int steps, Duration duration) {}

    /**
     * What tasks cost that wait for a person's agreement.
     *
     * @param threads more than before the first of them ran
     * @param heapMebibytes more than before, in this process
     * @param redisMebibytes more than before, in the Redis
     */
    public record Waiting(int tasks, int threads, long heapMebibytes, long redisMebibytes) {}

    /** What was measured, and how long the disk takes to keep a write. */
    public record Figures(Duration fsyncP50, Duration fsyncP99, Steps steps, Resume resume, Waiting waiting) {}

    /**
     * Measure a Redis without data; the benchmark's stay there.
     *
     * @param folder on the disk of the Redis
     * @param steps to time, after as many to warm up; also of the task that is taken up again
     * @param tasks that wait
     */
    public static Figures run(String url, String tenant, Path folder, int steps, int tasks) {
        try (RedisLink link = RedisLink.to(RedisAddress.parse(url));
                RedisStores stores = RedisStores.connect(url, tenant)) {
            StepBenchmark benchmark = new StepBenchmark(link, stores);
            Waiting waiting = benchmark.waiting(tasks);
            Steps timed = benchmark.steps(steps);
            DiskProbe disk = DiskProbe.of(folder);
            return new Figures(disk.p50(), disk.p99(), timed, new LongTask(stores, steps).measure(), waiting);
        }
    }

    private Steps steps(int count) {
        DurableContext warmUp = context("warm-up");
        time(count, () -> step(warmUp));
        DurableContext context = context("steps");
        Latencies steps = time(count, () -> step(context));
        DurableContext notes = context("notes");
        Latencies noted = time(count / 2, () -> notes.note("note", 1, Integer.class, () -> 1));
        return new Steps(count, steps.at(0.50), steps.at(0.99), noted.at(0.50));
    }

    private static void step(DurableContext context) {
        context.step("step", "what it depends on", Recovery.rerun(), String.class, attempt -> "what came of it");
    }

    private static Latencies time(int count, Runnable work) {
        Latencies latencies = new Latencies(count);
        for (int i = 0; i < count; i++) {
            long before = System.nanoTime();
            work.run();
            latencies.add(System.nanoTime() - before);
        }
        return latencies;
    }

    private DurableContext context(String task) {
        return new JournaledContext(journal, task, Timer.system(), new SplittableRandom(1));
    }

    private Waiting waiting(int tasks) {
        AgentRunner runner = runner();
        park(runner, "warm-up", CALLERS);
        int threadsBefore = threads();
        long heapBefore = heap();
        long redisBefore = redisMemory();
        park(runner, "waiting", tasks);
        return new Waiting(
                tasks,
                Math.max(0, threads() - threadsBefore),
                Math.max(0, heap() - heapBefore) / MEBIBYTE,
                (redisMemory() - redisBefore) / MEBIBYTE);
    }

    private void park(AgentRunner runner, String name, int tasks) {
        Agent clerk = Agent.named("clerk").withTools("pay");
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<RunResult>> results = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                Task task = Task.of(name + "-" + i, clerk, "Pay invoice " + i + ".", "li.na", 20_000);
                results.add(callers.submit(() -> runner.run(task)));
            }
            results.forEach(StepBenchmark::requireWaiting);
        }
    }

    private static void requireWaiting(Future<RunResult> future) {
        try {
            RunResult result = future.get();
            if (result.stopReason() != StopReason.AWAITING_APPROVAL) {
                throw new IllegalStateException("Task does not wait: " + result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A task failed", e);
        }
    }

    private AgentRunner runner() {
        BenchmarkAgent clerk = new BenchmarkAgent("pay", ToolContract.strictest());
        ModelReply reply = clerk.call(1, "{}");
        return clerk.runner(stores, (request, listener) -> reply).build();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private long redisMemory() {
        return link.call(redis -> redis.info("memory"))
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("used_memory:".length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
