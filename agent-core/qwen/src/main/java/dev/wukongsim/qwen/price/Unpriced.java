package dev.wukongsim.qwen.price;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.model.Money;
import java.util.Optional;

/**
 * A call that a price list has no price for. It may well cost something.
 *
 * @param reason names the model, the rule and what helps
 */
public record Unpriced(String reason) implements Pricing {

    public Unpriced {
        requireNonNull(reason, "reason is null");
    }

    @Override
    public Optional<Money> money() {
        return Optional.empty();
    }
}
