package dev.wukongsim.runtime.model;

import java.util.Optional;

/** What one model call costs at list price. */
@FunctionalInterface
public interface PriceList {

    /**
     * The price of one call.
     *
     * @param usage of a single call: tiers depend on its input
     * @return empty if the model has no known price, which is not the same as free
     */
    Optional<Money> price(String model, Usage usage);

    /** A list without prices. */
    static PriceList unpriced() {
        return (model, usage) -> Optional.empty();
    }
}
