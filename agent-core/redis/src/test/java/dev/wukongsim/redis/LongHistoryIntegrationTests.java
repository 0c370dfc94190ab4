package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.Canonical;
import dev.wukongsim.runtime.durable.DurableContext;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.JournaledContext;
import dev.wukongsim.runtime.durable.Recovery;
import dev.wukongsim.runtime.durable.Timer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fault 20: a task with a very long history is taken up again like any other. */
class LongHistoryIntegrationTests {

    private static final int STEPS = 10_000;
    private static final String TASK = "t-1";
    private static final String STEP = "count";

    private final List<Integer> executed = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void fault20HistoryOf10000StepsIsReplayedAndGoesOn() throws Exception {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link()) {
            Journal journal = new RedisJournal(link, redis.tenant(), InstantSource.system());
            writeHistory(journal);
            DurableContext again = new JournaledContext(journal, TASK, Timer.system(), new SplittableRandom(1));

            long sum = sum(again);
            int next = step(again, STEPS + 1);

            assertThat(sum).isEqualTo(STEPS * (STEPS + 1L) / 2);
            assertThat(next).isEqualTo(STEPS + 1);
            assertThat(executed).as("steps that were executed").containsExactly(STEPS + 1);
            assertThat(journal.rows(TASK))
                    .hasSize(STEPS + 1)
                    .allMatch(row -> row.state() == JournalRow.State.DONE && row.attempt() == 1)
                    .last()
                    .satisfies(row -> assertThat(row.epoch()).isEqualTo(again.epoch()));
        }
    }

    /** As a run would leave it, but by many threads, so that they wait for the disk together. */
    private static void writeHistory(Journal journal) throws Exception {
        long epoch = journal.claim(TASK);
        List<Callable<List<Alerted>>> writes = IntStream.rangeClosed(1, STEPS)
                .<Callable<List<Alerted>>>mapToObj(
                        number -> () -> journal.commit(TASK, row(number, epoch), Effects.none()))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            for (Future<List<Alerted>> written : threads.invokeAll(writes)) {
                assertThat(written.get()).isEmpty();
            }
        }
    }

    private static JournalRow row(int number, long epoch) {
        return JournalRow.intent(number, STEP, Canonical.hash(number), 1, epoch, Instant.EPOCH)
                .done(Canonical.json(number), Instant.EPOCH);
    }

    private long sum(DurableContext context) {
        return IntStream.rangeClosed(1, STEPS)
                .mapToLong(number -> step(context, number))
                .sum();
    }

    private int step(DurableContext context, int number) {
        return context.step(STEP, number, Recovery.rerun(), Integer.class, attempt -> {
            executed.add(number);
            return number;
        });
    }
}
