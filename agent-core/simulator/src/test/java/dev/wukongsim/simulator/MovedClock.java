package dev.wukongsim.simulator;

import dev.wukongsim.runtime.durable.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, or until somebody waits for a time to come. */
public final class MovedClock extends Clock implements Timer {

    private volatile Instant now = Instant.parse("2026-11-20T09:30:00Z");

    public void move(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void waitUntil(Instant time) {
        now = time.isAfter(now) ? time : now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock is in UTC");
    }
}
