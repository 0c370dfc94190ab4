package dev.wukongsim.redis.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, by looking again every millisecond. */
final class Patience {

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(1).toNanos();

    private Patience() {}

    /** Whether the condition came true in time. */
    static boolean await(Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }
}
