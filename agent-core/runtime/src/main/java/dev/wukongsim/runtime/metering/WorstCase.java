package dev.wukongsim.runtime.metering;

import dev.wukongsim.runtime.budget.Amount;
import java.util.OptionalLong;

/**
 * The most that a request can use and cost.
 *
 * @param input its counted tokens
 * @param output the most that it asks for
 */
record WorstCase(String model, long input, long output, Prices prices, boolean marksCache) {

    /** An answer shorter than this is not worth a call. */
    private static final long LEAST_OUTPUT = 64;

    Amount wanted() {
        return new Amount(input + output, cost(output));
    }

    /** The least that the call can do with: its input and a short answer. */
    Amount least() {
        long shortest = Math.min(output, LEAST_OUTPUT);
        return new Amount(input + shortest, cost(output).isPresent() ? cost(shortest) : OptionalLong.empty());
    }

    /** The longest output whose worst case fits into what was granted; both units count. */
    long outputWithin(Amount granted) {
        long longest = Math.min(output, granted.tokens() - input);
        return granted.micros().isEmpty()
                ? longest
                : affordable(longest, granted.micros().getAsLong());
    }

    /** The price rises with the output, so the longest one that can be paid is found by halving. */
    private long affordable(long longest, long micros) {
        long fits = 0;
        long beyond = longest + 1;
        if (cost(longest).orElse(Long.MAX_VALUE) <= micros) {
            return longest;
        }
        while (beyond - fits > 1) {
            long middle = (fits + beyond) >>> 1;
            if (cost(middle).orElse(Long.MAX_VALUE) <= micros) {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        return fits;
    }

    private OptionalLong cost(long tokens) {
        return prices.ceiling(model, input, tokens, marksCache);
    }
}
