package dev.wukongsim.shell.line;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * That the process was asked to stop. Who has work under way that should be brought to its end first says so, begins nothing
 * new once it is asked, and has some time. Thread-safe.
 */
public final class StopRequest {

    /** One party for each piece of work, and one for those who wait for the end of all. */
    private final Phaser work = new Phaser(1);

    private volatile boolean asked;

    /** Work under way, until this is closed. */
    public interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /** Whether nothing new may begin. */
    public boolean isAsked() {
        return asked;
    }

    /** Say that there is work to be brought to its end. */
    public Work begin() {
        work.register();
        return work::arriveAndDeregister;
    }

    /**
     * Ask.
     *
     * @return whether somebody has work to be brought to its end, so that there is reason to wait
     */
    boolean ask() {
        asked = true;
        return work.getRegisteredParties() > 1;
    }

    /** Wait until all work that was under way has come to its end, or the time is up. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        int phase = work.arrive();
        try {
            work.awaitAdvanceInterruptibly(phase, atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // whoever is still at work is interrupted now
        }
    }
}
