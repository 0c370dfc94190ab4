package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.durable.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that goes where it is set, and whose waits are over at once. For one thread at a time. */
final class JumpingTimer implements Timer {

    static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    private final List<Instant> waits = new ArrayList<>();
    private volatile Instant now = NINE;

    /** Set the clock forward, or back by a negative duration. */
    void step(Duration duration) {
        now = now.plus(duration);
    }

    /** The times that really had to be waited for. */
    List<Instant> waits() {
        return List.copyOf(waits);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void waitUntil(Instant time) {
        if (time.isAfter(now)) {
            waits.add(time);
            now = time;
        }
    }
}
