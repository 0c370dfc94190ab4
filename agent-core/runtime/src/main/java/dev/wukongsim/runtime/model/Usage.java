package dev.wukongsim.runtime.model;

/**
 * Tokens used, by class. One value describes one or more calls; price each call by itself, never a sum, because price
 * tiers depend on the input of the single request.
 *
 * @param input all input tokens, cached ones included
 * @param cachedInput the part of the input read from a cache
 * @param cacheWrite the part of the input written to an explicit cache
 * @param output all output tokens, reasoning included
 * @param reasoning the part of the output that was thinking
 * @param calls model calls, each attempt counted
 * @param estimated whether any part was estimated because the endpoint did not report it
 */
public record Usage(
        long input, long cachedInput, long cacheWrite, long output, long reasoning, int calls, boolean estimated) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, false);

    public Usage {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0 || calls < 0) {
            throw new IllegalArgumentException("Token counts must not be negative: input " + input + ", cached "
                    + cachedInput + ", cache write " + cacheWrite + ", output " + output + ", reasoning " + reasoning
                    + ", calls " + calls);
        }
    }

    /** The usage of one call with plain input and output. */
    public static Usage of(long input, long output) {
        return new Usage(input, 0, 0, output, 0, 1, false);
    }

    /** The usage of one call that the endpoint did not report. */
    public static Usage estimate(long input, long output) {
        return new Usage(input, 0, 0, output, 0, 1, true);
    }

    /** Input plus output: what a token budget is charged. */
    public long total() {
        return input + output;
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cachedInput + other.cachedInput,
                cacheWrite + other.cacheWrite,
                output + other.output,
                reasoning + other.reasoning,
                calls + other.calls,
                estimated || other.estimated);
    }
}
