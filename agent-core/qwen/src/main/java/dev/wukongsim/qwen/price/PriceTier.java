package dev.wukongsim.qwen.price;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prices for requests of a certain size. The whole request is priced in its tier.
 *
 * @param overInput the input of a request in this tier is larger than this, in tokens
 * @param upToInput the largest input of this tier, in tokens; {@link Long#MAX_VALUE} if there is no limit
 * @param prices currency units per million tokens, by the list's name of the token class, such as {@code input_token}
 */
public record PriceTier(long overInput, long upToInput, Map<String, BigDecimal> prices) {

    public PriceTier {
        prices = Map.copyOf(prices);
    }

    /** Prices that hold for requests of any size. */
    public static PriceTier flat(Map<String, BigDecimal> prices) {
        return new PriceTier(0, Long.MAX_VALUE, prices);
    }

    /** The sizes of this tier in words. */
    String name() {
        return upToInput == Long.MAX_VALUE
                ? "any input"
                : String.format(Locale.ROOT, "%,d to %,d input tokens", overInput == 0 ? 0 : overInput + 1, upToInput);
    }

    /** Prices on certain terms; empty if the list does not state them. */
    Optional<Rates> rates(Terms terms) {
        String batch = terms.batch() ? "_batch" : "";
        Optional<BigDecimal> input = price(terms, "input_token" + batch);
        Optional<BigDecimal> output = price(terms, "output_token" + batch);
        return input.isEmpty() || output.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        terms.batch()
                                ? new Rates(input.get(), input.get(), input, output.get())
                                : new Rates(
                                        input.get(),
                                        cached(terms).or(() -> input).orElseThrow(),
                                        price(terms, "input_token_cache_creation_5m"),
                                        output.get()));
    }

    /** A model with one kind of cache has no other that could be hit. */
    private Optional<BigDecimal> cached(Terms terms) {
        return terms.explicitCache()
                ? price(terms, "input_token_cache_read", "input_token_cache")
                : price(terms, "input_token_cache", "input_token_cache_read");
    }

    /** The first of these classes that has a price. A model with prices for one mode has them for both. */
    private Optional<BigDecimal> price(Terms terms, String... classes) {
        return Stream.of(classes)
                .flatMap(name ->
                        terms.thinking() ? Stream.of("thinking_" + name, name) : Stream.of(name, "thinking_" + name))
                .flatMap(name -> Optional.ofNullable(prices.get(name)).stream())
                .findFirst();
    }
}
