package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.model.Usage;
import java.util.OptionalLong;

/**
 * What a reservation was used for, before it is settled.
 *
 * @param micros list price in millionths of a yuan; empty if no price is known
 */
public record Due(String reservation, Usage usage, OptionalLong micros) {

    public Due {
        requireNonNull(reservation, "reservation is null");
        requireNonNull(usage, "usage is null");
        requireNonNull(micros, "micros is null");
    }

    /** Settle it by itself. */
    public Settled settle(TokenLedger ledger) {
        return ledger.settle(reservation, usage, micros);
    }
}
