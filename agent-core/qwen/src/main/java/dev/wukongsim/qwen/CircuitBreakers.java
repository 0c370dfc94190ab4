package dev.wukongsim.qwen;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * One circuit breaker for each model at each endpoint, which several clients may share. Thread-safe; only the counting of a
 * result is under a lock, never a call.
 *
 * <p>A breaker opens when at least half of the calls that ended in the last minute failed, and there were five or more. It
 * then refuses all calls for thirty seconds, and lets one through after that: if it succeeds the breaker closes, if it fails
 * the wait begins anew.
 */
public final class CircuitBreakers {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int FEWEST_CALLS = 5;
    private static final float MOST_FAILURES_PERCENT = 50;

    /** A stream may take as long as it is allowed to; that is no failure. */
    private static final Duration NEVER_SLOW = Duration.ofDays(1);

    private final Clock clock;
    private final CircuitBreakerConfig config;
    private final ConcurrentMap<Place, Guard> guards = new ConcurrentHashMap<>();

    /** Breakers that are all closed, and tell time by this clock. */
    public CircuitBreakers(Clock clock) {
        this.clock = clock;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindow(Math.toIntExact(WINDOW.toSeconds()), FEWEST_CALLS, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(MOST_FAILURES_PERCENT)
                .slowCallDurationThreshold(NEVER_SLOW)
                .waitDurationInOpenState(REST)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build();
    }

    private record Place(URI baseUrl, String model) {}

    Guard of(URI baseUrl, String model) {
        return guards.computeIfAbsent(
                new Place(baseUrl, model),
                place -> new Guard(CircuitBreaker.of(place.model() + " at " + place.baseUrl(), config), clock, REST));
    }
}
