package dev.wukongsim.simulator.chat;

import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.fault.KnownError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.limit.Admission;
import dev.wukongsim.simulator.limit.RateLimiter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets requests in at the rate that the account has. A request that only came too fast, and says that it can wait, queues
 * for its turn. Thread-safe.
 */
public final class Gate {

    private final RateLimiter limiter;
    private final InstantSource clock;
    private final Timer timer;

    /**
     * A gate with nobody before it.
     *
     * @param clock by which the rate windows pass
     * @param timer waits for those who queue
     */
    public Gate(RateLimiter limiter, InstantSource clock, Timer timer) {
        this.limiter = limiter;
        this.clock = clock;
        this.timer = timer;
    }

    /** @throws RefusedException if the request may not come in, for as long as it can wait */
    void pass(ChatCall call) {
        Instant now = clock.instant();
        Instant end = now.plus(call.caller().patience());
        Optional<Instant> again = admit(call, now, end);
        while (again.isPresent()) {
            timer.waitUntil(again.get());
            again = admit(call, again.get(), end);
        }
    }

    /** Count the tokens of a request that was answered. */
    void used(ChatCall call, Usage usage) {
        limiter.use(call.model(), usage.input(), usage.output(), clock.instant());
    }

    /** Let a request in, or say when it may try again. */
    private Optional<Instant> admit(ChatCall call, Instant now, Instant end) {
        return switch (limiter.admit(call.model(), now)) {
            case Admission.Admitted admitted -> Optional.empty();
            case Admission.TooManyRequests refused -> throw refused(KnownError.REQUESTS_RATE);
            case Admission.TooManyTokens refused -> throw refused(KnownError.TOKENS_RATE);
            case Admission.TooFast refused -> {
                if (refused.again().isAfter(end)) {
                    throw refused(KnownError.BURST);
                }
                yield Optional.of(refused.again());
            }
        };
    }

    private static RefusedException refused(KnownError error) {
        return new RefusedException(error.error());
    }
}
