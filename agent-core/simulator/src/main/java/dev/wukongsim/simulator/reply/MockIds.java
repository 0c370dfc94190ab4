package dev.wukongsim.simulator.reply;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Ids that are equal in equal runs, whatever order parallel requests arrive in. A completion's id depends on the
 * conversation, the turn and how often that was asked; a call's id on the turn and the call's place in it. Thread-safe.
 */
public final class MockIds {

    /** Conversations whose requests are counted; what is older begins anew. */
    private static final int REMEMBERED = 10_000;

    private final long seed;
    private final Map<UUID, Integer> requests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    public MockIds(long seed) {
        this.seed = seed;
    }

    /** The next id for this conversation's turn. */
    public String completion(String conversation, int turn) {
        UUID lane = uuid(seed + "/" + turn + "/" + conversation);
        return "chatcmpl-" + uuid(lane + "/" + count(lane));
    }

    String call(int turn, int index) {
        return "call_"
                + uuid(seed + "/" + turn + "/" + index)
                        .toString()
                        .replace("-", "")
                        .substring(0, 24);
    }

    private synchronized int count(UUID lane) {
        return requests.merge(lane, 1, Integer::sum);
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
