package dev.wukongsim.qwen.wire;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long one call may still wait, at any point of it. */
final class Deadlines {

    /** Time for an endpoint to end its stream after it has said all. */
    private static final Duration END = Duration.ofSeconds(1);

    private final Timeouts timeouts;
    private final LongSupplier nanoTime;
    private final long start;

    Deadlines(Timeouts timeouts, LongSupplier nanoTime) {
        this.timeouts = timeouts;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    Duration firstByte() {
        return shorter(timeouts.firstByte().minus(elapsed()), rest());
    }

    Duration silence() {
        return shorter(timeouts.silence(), rest());
    }

    Duration end() {
        return shorter(END, rest());
    }

    private Duration rest() {
        return timeouts.whole().minus(elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
