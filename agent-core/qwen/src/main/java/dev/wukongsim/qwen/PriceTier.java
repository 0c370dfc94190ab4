package dev.wukongsim.qwen;

import dev.wukongsim.runtime.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prices for requests of a certain size. The whole request is priced in its tier.
 *
 * @param upToInput the largest input of this tier, in tokens
 * @param prices currency units per million tokens, by the catalogue's name of the token class, such as
 *     {@code input_token}
 */
public record PriceTier(long upToInput, Map<String, BigDecimal> prices) {

    public PriceTier {
        prices = Map.copyOf(prices);
    }

    /** The price of a call in millionths; rounded once, half up. */
    long micros(Usage usage) {
        boolean thinking = usage.reasoning() > 0;
        long fresh = Math.max(0, usage.input() - usage.cachedInput() - usage.cacheWrite());
        // A price for a million units is the price of one unit in millionths.
        return price(thinking, "input_token")
                .multiply(BigDecimal.valueOf(fresh))
                .add(cached(thinking, usage.cacheWrite() > 0).multiply(BigDecimal.valueOf(usage.cachedInput())))
                .add(price(thinking, "input_token_cache_creation_5m", "input_token")
                        .multiply(BigDecimal.valueOf(usage.cacheWrite())))
                .add(price(thinking, "output_token").multiply(BigDecimal.valueOf(usage.output())))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /**
     * A request hits one kind of cache. Usage does not say which, unless it wrote to the explicit one; if in doubt it is
     * the implicit one, which is the dearer.
     */
    private BigDecimal cached(boolean thinking, boolean explicit) {
        return explicit
                ? price(thinking, "input_token_cache_read", "input_token_cache", "input_token")
                : price(thinking, "input_token_cache", "input_token_cache_read", "input_token");
    }

    /** The first of these classes that has a price, in the mode of the call before the other mode. */
    private BigDecimal price(boolean thinking, String... classes) {
        return Stream.of(classes)
                .flatMap(name -> thinking ? Stream.of("thinking_" + name, name) : Stream.of(name, "thinking_" + name))
                .map(prices::get)
                .filter(price -> price != null)
                .findFirst()
                .orElseThrow();
    }
}
