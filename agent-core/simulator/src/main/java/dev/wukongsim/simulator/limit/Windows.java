package dev.wukongsim.simulator.limit;

import dev.wukongsim.qwen.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was used of one model. Thread-safe. */
final class Windows {

    private static final Admission ADMITTED = new Admission.Admitted();

    private final @Nullable RateLimit limit;
    private final @Nullable BurstGuard burst;
    private final SlidingWindow requests;
    private final SlidingWindow tokens;

    Windows(@Nullable RateLimit limit, @Nullable BurstRule rule) {
        this.limit = limit;
        this.burst = rule == null ? null : new BurstGuard(rule);
        this.requests = new SlidingWindow(limit == null ? Duration.ZERO : limit.requestWindow());
        this.tokens = new SlidingWindow(limit == null ? Duration.ZERO : limit.tokenWindow());
    }

    synchronized Admission admit(Instant now) {
        if (limit != null && requests.sum(now) >= limit.requests()) {
            return new Admission.TooManyRequests(limit.requests(), requests.whenAtMost(limit.requests() - 1L, now));
        }
        if (limit != null && tokens.sum(now) >= limit.tokens()) {
            return new Admission.TooManyTokens(limit.tokens(), tokens.whenAtMost(limit.tokens() - 1, now));
        }
        if (burst != null && !burst.allows(now)) {
            return new Admission.TooFast(BurstGuard.again(now));
        }
        count(now);
        return ADMITTED;
    }

    synchronized void use(long input, long output, Instant now) {
        if (limit != null) {
            tokens.sum(now);
            tokens.add(limit.outputOnly() ? output : input + output, now);
        }
    }

    private void count(Instant now) {
        if (limit != null) {
            requests.add(1, now);
        }
        if (burst != null) {
            burst.count(now);
        }
    }
}
