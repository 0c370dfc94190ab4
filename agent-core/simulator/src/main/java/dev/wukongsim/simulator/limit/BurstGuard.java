package dev.wukongsim.simulator.limit;

import java.time.Instant;
import java.util.TreeMap;

/** Counts requests by the second, and tells whether one more would be too steep a rise. Not thread-safe. */
final class BurstGuard {

    private final BurstRule rule;
    private final TreeMap<Long, Integer> seconds = new TreeMap<>();

    BurstGuard(BurstRule rule) {
        this.rule = rule;
    }

    boolean allows(Instant now) {
        long second = now.getEpochSecond();
        seconds.headMap(second - rule.memory()).clear();
        int busiest = seconds.headMap(second).values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        return seconds.getOrDefault(second, 0) < Math.max(rule.floor(), (int) (busiest * rule.factor()));
    }

    void count(Instant now) {
        seconds.merge(now.getEpochSecond(), 1, Integer::sum);
    }

    /** The next second begins with nothing counted. */
    static Instant again(Instant now) {
        return Instant.ofEpochSecond(now.getEpochSecond() + 1);
    }
}
