package dev.wukongsim.simulator.reply;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Ids that are equal in equal runs, whatever order parallel requests arrive in. A completion's id depends on the
 * conversation, the turn and how often that was asked; a call's id on the turn and the call's place in it. Thread-safe.
 */
public final class MockIds {

    private final long seed;
    private final LaneCounts requests = new LaneCounts();

    public MockIds(long seed) {
        this.seed = seed;
    }

    /** The next id for this conversation's turn. */
    public String completion(String conversation, int turn) {
        UUID lane = uuid(seed + "/" + turn + "/" + conversation);
        return "chatcmpl-" + uuid(lane + "/" + requests.next(lane.toString()));
    }

    /**
     * The next id of something that is no completion.
     *
     * @param prefix stands before it
     * @param name what it is the id of
     */
    public String next(String prefix, String name) {
        return completion(name, 0).replaceFirst("^chatcmpl-", prefix);
    }

    String call(int turn, int index) {
        return "call_"
                + uuid(seed + "/" + turn + "/" + index)
                        .toString()
                        .replace("-", "")
                        .substring(0, 24);
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
