package dev.wukongsim.shell.wiring;

import dev.wukongsim.redis.RedisUnavailableException;
import dev.wukongsim.runtime.durable.Journal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interrupts the thread that carries out a task soon after another process has cancelled it, for as long as this is open. */
final class CancelWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CancelWatch.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Journal journal;
    private final String task;
    private final Thread runner;
    private final CountDownLatch closed = new CountDownLatch(1);

    private CancelWatch(Journal journal, String task, Thread runner) {
        this.journal = journal;
        this.task = task;
        this.runner = runner;
    }

    /** Watch over this thread. */
    static CancelWatch over(Journal journal, String task) {
        CancelWatch watch = new CancelWatch(journal, task, Thread.currentThread());
        Thread.ofVirtual().name("cancel-watch-" + task).start(watch::watch);
        return watch;
    }

    private void watch() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (isCancelled()) {
                    runner.interrupt();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isCancelled() {
        try {
            return journal.signal(task, Journal.CANCEL).isPresent();
        } catch (RedisUnavailableException e) {
            LOG.debug("Whether task {} is cancelled is not known: {}", task, e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
