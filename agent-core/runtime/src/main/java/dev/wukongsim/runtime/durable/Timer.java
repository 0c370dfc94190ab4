package dev.wukongsim.runtime.durable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time, given and never taken: what time it is, and waiting for a time to come. A virtual timer jumps. */
public interface Timer {

    Instant now();

    /** Return when the time has come; at once if it has passed. */
    void waitUntil(Instant time);

    /** The machine's own time. */
    static Timer system() {
        return new SystemTimer(Clock.systemUTC());
    }

    /** Waits by sleeping. */
    record SystemTimer(Clock clock) implements Timer {

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void waitUntil(Instant time) {
            try {
                Duration rest = Duration.between(now(), time);
                if (rest.isPositive()) {
                    Thread.sleep(rest);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException();
            }
        }
    }
}
