package dev.wukongsim.qwen.price;

import dev.wukongsim.runtime.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Prices of the classes of tokens, on certain terms. A price for a million tokens is the price of one token in
 * millionths.
 *
 * @param cacheWrite empty if the model has no explicit cache
 */
record Rates(BigDecimal input, BigDecimal cached, Optional<BigDecimal> cacheWrite, BigDecimal output) {

    private static final BigDecimal MAXIMUM = BigDecimal.valueOf(Long.MAX_VALUE);

    /** What a call costs; empty if it is more than can be counted. */
    Optional<Quote.Parts> parts(Usage usage) {
        List<BigDecimal> exact = List.of(
                times(input, usage.input() - usage.cachedInput() - usage.cacheWrite()),
                times(cached, usage.cachedInput()),
                times(cacheWrite.orElse(input), usage.cacheWrite()),
                times(output, usage.output()));
        BigDecimal sum = exact.stream().reduce(BigDecimal.ZERO, BigDecimal::add).setScale(0, RoundingMode.HALF_UP);
        return sum.compareTo(MAXIMUM) > 0 ? Optional.empty() : Optional.of(rounded(exact, sum.longValueExact()));
    }

    /** Round all down, and those that lose the most up again until they add up. */
    private static Quote.Parts rounded(List<BigDecimal> exact, long sum) {
        long[] parts = exact.stream().mapToLong(BigDecimal::longValue).toArray();
        long missing =
                sum - IntStream.range(0, parts.length).mapToLong(i -> parts[i]).sum();
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> exact.get(i).remainder(BigDecimal.ONE))
                        .reversed())
                .limit(missing)
                .forEach(i -> parts[i]++);
        return new Quote.Parts(parts[0], parts[1], parts[2], parts[3]);
    }

    private static BigDecimal times(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }
}
