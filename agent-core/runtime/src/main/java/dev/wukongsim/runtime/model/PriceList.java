package dev.wukongsim.runtime.model;

import java.util.Comparator;
import java.util.List;
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

    /**
     * The most that a call can cost, whatever comes of it, without any discount. A list whose tiers fall with a smaller
     * input or another way of caching states this itself.
     *
     * @param input upper bound of the input, in tokens
     * @param output upper bound of the output, reasoning included
     * @param marksCache whether the request marks what to write to an explicit cache, which costs more than plain input
     * @return empty if any outcome has no known price
     */
    default Optional<Money> ceiling(String model, long input, long output, boolean marksCache) {
        List<Optional<Money>> outcomes = List.of(
                price(model, Usage.of(input, output)),
                price(model, new Usage(input, 0, 0, output, output, 1, false)),
                price(model, new Usage(input, 0, marksCache ? input : 0, output, 0, 1, false)));
        return outcomes.stream().allMatch(Optional::isPresent)
                ? outcomes.stream().flatMap(Optional::stream).max(Comparator.comparingLong(Money::micros))
                : Optional.empty();
    }

    /** A list without prices. */
    static PriceList unpriced() {
        return (model, usage) -> Optional.empty();
    }
}
