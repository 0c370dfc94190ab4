package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.StaleEpochException;
import dev.wukongsim.runtime.durable.Wait;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task is cancelled at the moment at which it begins to wait. */
class CancelRaceIntegrationTests {

    private static final int TASKS = 300;

    @TempDir
    private Path folder;

    @Test
    void leavesNoWaitOpenWhicheverComesFirst() throws Exception {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link();
                RedisLink other = redis.link();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Keys keys = redis.tenant();
            Journal journal = new RedisJournal(link, keys, InstantSource.system());
            Journal person = new RedisJournal(other, keys, InstantSource.system());
            for (int number = 0; number < TASKS; number++) {
                String task = "t-" + number;
                long epoch = journal.claim(task);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Delivery> cancelled = threads.submit(() -> {
                    together.await();
                    return person.cancel(task, new Cancellation("li.na", null));
                });
                together.await();
                beginToWait(journal, task, epoch);

                assertThat(cancelled.get()).isInstanceOf(Delivery.Accepted.class);
            }

            assertThat(journal.waits()).isEmpty();
        }
    }

    private static void beginToWait(Journal journal, String task, long epoch) {
        JournalRow intent = JournalRow.intent(1, "await", "hash", 1, epoch, Instant.EPOCH);
        Wait wait = new Wait(task, "go", Wait.Kind.SIGNAL, "[]", Instant.EPOCH, Wait.FOREVER);
        try {
            journal.begin(task, intent, wait);
        } catch (StaleEpochException e) {
            assertThat(e.epoch()).isEqualTo(epoch);
        }
    }
}
