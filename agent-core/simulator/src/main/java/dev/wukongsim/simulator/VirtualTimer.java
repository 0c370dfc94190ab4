package dev.wukongsim.simulator;

import dev.wukongsim.runtime.durable.Timer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes only when somebody waits for it: a pause of an hour takes no time at all. Thread-safe. */
public final class VirtualTimer implements Timer {

    private final AtomicReference<Instant> now;

    public VirtualTimer(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    @Override
    public Instant now() {
        return now.get();
    }

    @Override
    public void waitUntil(Instant time) {
        now.updateAndGet(current -> time.isAfter(current) ? time : current);
    }
}
