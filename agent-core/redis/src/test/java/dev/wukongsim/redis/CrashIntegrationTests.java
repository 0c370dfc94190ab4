package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left after {@code kill -9} of the server itself, and after a power cut in the middle of a write. */
class CrashIntegrationTests {

    private static final String TASK = "t-1";
    private static final int WRITERS = 16;

    @TempDir
    private Path folder;

    @Test
    void losesNoAcknowledgedWriteWhenTheServerIsKilled() throws Exception {
        Set<Integer> acknowledged = writeUntilTheServerIsKilled(2_000);

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(2_000);
        assertThat(rowsAfterwards()).containsAll(acknowledged);
    }

    @Test
    void loadsALogThatBreaksOffInTheMiddle() throws Exception {
        Set<Integer> acknowledged = writeUntilTheServerIsKilled(100);
        cutOff(3);

        assertThat(rowsAfterwards()).hasSizeGreaterThanOrEqualTo(acknowledged.size() - 1);
    }

    private Set<Integer> writeUntilTheServerIsKilled(int rows) throws InterruptedException {
        Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Journal journal = new RedisJournal(link, new Keys("wukong"), InstantSource.system());
            long epoch = journal.claim(TASK);
            AtomicInteger sequence = new AtomicInteger();
            CountDownLatch enough = new CountDownLatch(rows);
            for (int i = 0; i < WRITERS; i++) {
                threads.execute(() -> write(journal, epoch, sequence, row -> {
                    acknowledged.add(row);
                    enough.countDown();
                }));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            TestRedis.kill(link);
        }
        return acknowledged;
    }

    private static void write(Journal journal, long epoch, AtomicInteger sequence, IntConsumer acknowledged) {
        try {
            while (true) {
                int next = sequence.incrementAndGet();
                JournalRow intent = JournalRow.intent(next, "model", "hash", 1, epoch, Instant.EPOCH);
                journal.commit(TASK, intent.done("\"" + next + "\"", Instant.EPOCH), Effects.none());
                acknowledged.accept(next);
            }
        } catch (RedisUnavailableException e) {
            assertThat(e).hasMessageContaining("Redis 'redis://127.0.0.1:");
        }
    }

    private Set<Integer> rowsAfterwards() {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link()) {
            return new RedisJournal(link, new Keys("wukong"), InstantSource.system())
                    .rows(TASK).stream().map(JournalRow::sequence).collect(Collectors.toSet());
        }
    }

    private void cutOff(int bytes) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("appendonlydir"))) {
            Path log = files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
            try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - bytes);
            }
        }
    }
}
