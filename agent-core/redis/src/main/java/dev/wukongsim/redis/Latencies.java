package dev.wukongsim.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects how long things took. Thread-safe. */
final class Latencies {

    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    Latencies(int most) {
        nanos = new long[most];
    }

    void add(long latency) {
        nanos[count.getAndIncrement()] = latency;
    }

    int count() {
        return count.get();
    }

    /** The latency below which this part of all lies. */
    Duration at(double part) {
        long[] sorted = Arrays.stream(nanos, 0, count()).sorted().toArray();
        return Duration.ofNanos(sorted[(int) (sorted.length * part)]);
    }
}
