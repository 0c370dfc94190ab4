package dev.wukongsim.qwen.price;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.model.Money;
import java.util.Optional;

/**
 * The list price of one call. All amounts are millionths of the currency; promotions, free quotas and contracts are left
 * out. The exact sum is rounded once, half up, and the parts always add up to it: each is less than a millionth from its
 * exact amount.
 *
 * @param currency ISO 4217 code, such as {@code CNY}
 * @param micros the whole price
 * @param tier which sizes of input this price is for, such as {@code 32,769 to 131,072 input tokens}
 * @param priceList name of the list, which ends with its date
 */
public record Quote(String model, String currency, long micros, String tier, String priceList, Parts parts)
        implements Pricing {

    /**
     * What each class of tokens costs.
     *
     * @param input input that was neither read from nor written to a cache
     * @param cached input read from a cache
     * @param cacheWrite input written to an explicit cache
     * @param output reasoning included
     */
    public record Parts(long input, long cached, long cacheWrite, long output) {

        long sum() {
            return input + cached + cacheWrite + output;
        }
    }

    public Quote {
        requireNonNull(model, "model is null");
        requireNonNull(currency, "currency is null");
        requireNonNull(tier, "tier is null");
        requireNonNull(priceList, "priceList is null");
        if (parts.sum() != micros) {
            throw new IllegalArgumentException("The parts of a price must add up to it: " + parts + " to " + micros);
        }
    }

    @Override
    public Optional<Money> money() {
        return Optional.of(new Money(currency, micros));
    }

    /**
     * The same in credits.
     *
     * @throws IllegalStateException if the price is not in yuan
     */
    public Credits credits() {
        return Credits.of(this);
    }
}
