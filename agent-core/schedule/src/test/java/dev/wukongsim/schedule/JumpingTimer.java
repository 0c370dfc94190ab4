package dev.wukongsim.schedule;

import dev.wukongsim.runtime.durable.CancelledException;
import dev.wukongsim.runtime.durable.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Jumps to the time that is waited for. */
final class JumpingTimer implements Timer {

    private final AtomicReference<Instant> now;

    JumpingTimer(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public void waitUntil(Instant time) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException();
        }
        now.updateAndGet(before -> before.isBefore(time) ? time : before);
    }

    void advance(Duration step) {
        now.updateAndGet(before -> before.plus(step));
    }
}
