package dev.wukongsim.simulator.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The context cache of one endpoint. The explicit cache holds the beginnings that markers end, from 1,024 tokens on, and
 * looks back at most 20 content blocks from a marker. The implicit one holds whole blocks of {@value #BLOCK} tokens; the
 * provider promises no block size and no life for it, so both are ours. What is in either lives for five minutes after
 * its last use. A request is first looked up and, once it is answered, kept. Time is told by the caller. Thread-safe.
 */
public final class ContextCache {

    /** An implicit hit is a multiple of this, in tokens. */
    public static final int BLOCK = 256;

    /** The shortest beginning that the explicit cache takes, in tokens. */
    public static final int EXPLICIT_MINIMUM = 1_024;

    /** How long a beginning stays after its last use; exactly then it is gone. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    private static final int MOST_ENTRIES = 100_000;

    /** The first tokens of a request, on one model for one account. */
    private record Beginning(String scope, boolean explicit, int tokens, long hash) {}

    private final int implicitMinimum;
    private final Map<Beginning, Instant> ends = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Beginning, Instant> eldest) {
            return size() > MOST_ENTRIES;
        }
    };

    private ContextCache(int implicitMinimum) {
        this.implicitMinimum = implicitMinimum;
    }

    /** Heeds markers, and caches nothing by itself: hits do not depend on what others asked. */
    public static ContextCache explicit() {
        return new ContextCache(Integer.MAX_VALUE);
    }

    /**
     * Heeds markers, and caches requests without them by itself.
     *
     * @param minimum the shortest beginning that is a hit, in tokens; the provider's was 256 and is 1,024 since 2026
     */
    public static ContextCache withImplicit(int minimum) {
        if (minimum < 1) {
            throw new IllegalArgumentException("The implicit cache needs a minimum above zero, not " + minimum);
        }
        return new ContextCache(minimum);
    }

    /** Whether requests without markers can have hits. */
    public boolean isImplicit() {
        return implicitMinimum < Integer.MAX_VALUE;
    }

    /**
     * What a request finds. Nothing is written yet, but what is hit lives anew.
     *
     * @param scope the model and the account; nothing is shared between scopes
     */
    public synchronized CacheUse look(String scope, Prompt prompt, Instant now) {
        return prompt.markers().isEmpty() ? implicitUse(scope, prompt, now) : explicitUse(scope, prompt, now);
    }

    /** Keep the beginnings of a request that has been answered. */
    public synchronized void keep(String scope, Prompt prompt, Instant now) {
        if (prompt.markers().isEmpty()) {
            for (int tokens = BLOCK; isImplicit() && tokens < prompt.tokens(); tokens += BLOCK) {
                ends.put(new Beginning(scope, false, tokens, prompt.hash(tokens)), now.plus(LIFE));
            }
        }
        for (Prompt.Marker marker : prompt.markers()) {
            if (marker.tokens() >= EXPLICIT_MINIMUM) {
                ends.put(beginning(scope, prompt, marker.tokens()), now.plus(LIFE));
            }
        }
    }

    private CacheUse implicitUse(String scope, Prompt prompt, Instant now) {
        int longest = (prompt.tokens() - 1) / BLOCK * BLOCK;
        for (int tokens = longest; tokens >= implicitMinimum && tokens > 0; tokens -= BLOCK) {
            if (isAlive(new Beginning(scope, false, tokens, prompt.hash(tokens)), now)) {
                return new CacheUse(tokens, 0, false);
            }
        }
        return CacheUse.NONE;
    }

    private CacheUse explicitUse(String scope, Prompt prompt, Instant now) {
        int hit = 0;
        int last = 0;
        for (Prompt.Marker marker : prompt.markers()) {
            hit = Math.max(hit, hit(scope, prompt, marker, now));
            last = marker.tokens() >= EXPLICIT_MINIMUM ? marker.tokens() : last;
        }
        return new CacheUse(hit, Math.max(0, last - hit), true);
    }

    private int hit(String scope, Prompt prompt, Prompt.Marker marker, Instant now) {
        int floor = Math.max(EXPLICIT_MINIMUM, marker.floor());
        for (int tokens = marker.tokens(); tokens >= floor; tokens--) {
            Beginning beginning = beginning(scope, prompt, tokens);
            if (isAlive(beginning, now)) {
                ends.put(beginning, now.plus(LIFE));
                return tokens;
            }
        }
        return 0;
    }

    private static Beginning beginning(String scope, Prompt prompt, int tokens) {
        return new Beginning(scope, true, tokens, prompt.hash(tokens));
    }

    private boolean isAlive(Beginning beginning, Instant now) {
        Instant end = ends.get(beginning);
        return end != null && now.isBefore(end);
    }
}
