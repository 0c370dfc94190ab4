package dev.wukongsim.qwen.price;

import dev.wukongsim.runtime.model.Money;
import java.util.Optional;

/** What a price list says about a call: a price, or why it has none. */
public sealed interface Pricing permits Quote, Unpriced {

    /** The amount; empty if there is no price, which is not the same as free. */
    Optional<Money> money();
}
