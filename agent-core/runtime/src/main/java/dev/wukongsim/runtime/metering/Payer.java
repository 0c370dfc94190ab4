package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Funding;
import java.time.Duration;

/**
 * Who pays for a call, and how its worst case is held.
 *
 * @param enforced false to hold the worst case whatever room the accounts have
 * @param marksCache whether the request marks what to write to an explicit cache
 * @param lease how long a call may stay unheard of before all that it holds is charged
 */
record Payer(Funding funding, boolean enforced, boolean marksCache, Duration lease) {

    /** Longer than a call takes. */
    static final Duration LEASE = Duration.ofMinutes(15);

    Payer {
        requireNonNull(funding, "funding is null");
        requireNonNull(lease, "lease is null");
    }
}
