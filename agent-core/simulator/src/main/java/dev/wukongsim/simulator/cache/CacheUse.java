package dev.wukongsim.simulator.cache;

/**
 * What a request takes from the cache and leaves in it, in tokens of its input.
 *
 * @param hit read from the cache
 * @param written to the explicit cache, once the request is answered
 * @param explicit whether the request has markers, and is therefore served by the explicit cache alone
 */
public record CacheUse(int hit, int written, boolean explicit) {

    /** Neither reads nor writes. */
    public static final CacheUse NONE = new CacheUse(0, 0, false);
}
