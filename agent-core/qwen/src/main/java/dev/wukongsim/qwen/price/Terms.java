package dev.wukongsim.qwen.price;

import dev.wukongsim.runtime.model.Usage;

/**
 * How a call is made, as far as its price depends on it.
 *
 * @param thinking whether the model thinks before it answers
 * @param explicitCache whether the request marks what to cache; if not, what is read from a cache is an implicit hit
 * @param batch whether it is a batch call, for half the price and without cache discounts; what the vendor calls batch
 *     chat costs as much as an ordinary call
 */
public record Terms(boolean thinking, boolean explicitCache, boolean batch) {

    /** An ordinary call: no thinking, no marks for the cache, no batch. */
    public static final Terms ORDINARY = new Terms(false, false, false);

    /**
     * The terms that a usage lets one infer: a call that reports reasoning has thought, and one that wrote to a cache has
     * marked it. A call that only read from an explicit cache looks like an implicit hit, which is the dearer of the two.
     */
    public static Terms of(Usage usage) {
        return new Terms(usage.reasoning() > 0, usage.cacheWrite() > 0, false);
    }
}
