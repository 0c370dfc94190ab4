package dev.wukongsim.qwen;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A circuit breaker that also knows why it opened, and for how long. Thread-safe. */
final class Guard {

    /** While one call finds out whether the model is well again, the others look in so often. */
    private static final Duration PROBING = Duration.ofSeconds(1);

    private final CircuitBreaker breaker;
    private final Clock clock;
    private final AtomicReference<Opening> last = new AtomicReference<>(new Opening(Instant.EPOCH, 0));

    Guard(CircuitBreaker breaker, Clock clock, Duration rest) {
        this.breaker = breaker;
        this.clock = clock;
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                float failures = breaker.getMetrics().getFailureRate();
                last.set(new Opening(clock.instant().plus(rest), Math.round(failures)));
            }
        });
    }

    /**
     * The last time it opened.
     *
     * @param until when a call is let through again
     */
    private record Opening(Instant until, int failurePercent) {}

    CircuitBreaker breaker() {
        return breaker;
    }

    /** How many of the calls had failed when it opened, in percent. */
    int failurePercent() {
        return last.get().failurePercent();
    }

    /** How long it will refuse calls from now on; a millisecond more, as the breaker opens only after its time. */
    Duration rest() {
        Duration rest = Duration.between(clock.instant(), last.get().until()).plusMillis(1);
        return rest.isPositive() ? rest : PROBING;
    }
}
