package dev.wukongsim.simulator.limit;

/**
 * How fast the rate of requests may rise. The provider says only that its threshold moves; this is our reading: one second
 * may see no more requests than {@code factor} times the busiest of the {@code memory} seconds before it, and never fewer
 * than {@code floor}.
 *
 * @param memory in seconds
 */
public record BurstRule(int floor, double factor, int memory) {

    public BurstRule {
        if (floor < 1 || factor < 1 || memory < 1) {
            throw new IllegalArgumentException("A burst rule needs a floor, a factor and a memory of at least 1: "
                    + floor + ", " + factor + ", " + memory);
        }
    }

    /** Ten requests in a second from a cold start, twice as many in each busier second after that. */
    public static BurstRule standard() {
        return new BurstRule(10, 2, 60);
    }
}
