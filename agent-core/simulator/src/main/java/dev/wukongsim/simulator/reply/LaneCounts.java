package dev.wukongsim.simulator.reply;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Counts by name, for so many names that the one not seen for longest is forgotten, and begins anew. Thread-safe. */
final class LaneCounts {

    private static final int REMEMBERED = 10_000;

    private final Map<UUID, Integer> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** How often this name has been counted, this time included. */
    int next(String name) {
        UUID key = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        synchronized (counts) {
            return counts.merge(key, 1, Integer::sum);
        }
    }
}
