package dev.wukongsim.runtime.turn.model;

import dev.wukongsim.runtime.model.ModelException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long to wait before a model is asked again, and which waits are too long to be worth it. Pure. */
final class Backoff {

    /** Nobody waits longer than this between two attempts. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    /** An endpoint that wants to be left alone for longer is not waited for if there is another model to ask. */
    static final Duration LONGEST_BEFORE_FALLBACK = Duration.ofSeconds(20);

    private static final Duration FIRST = Duration.ofSeconds(1);

    /** The rate rose too quickly, so that it must rise more slowly than after another refusal. */
    private static final Duration FIRST_AFTER_BURST = Duration.ofSeconds(4);

    private Backoff() {}

    /**
     * Whether to wait for an endpoint that says when to come back.
     *
     * @param asked what the endpoint wants; null if it said nothing
     * @param mayFallBack whether there is another model to ask instead
     */
    static boolean isWorthWaiting(@Nullable Duration asked, boolean mayFallBack) {
        return asked == null || asked.compareTo(mayFallBack ? LONGEST_BEFORE_FALLBACK : LONGEST) <= 0;
    }

    /**
     * The wait after a failure: twice as long each time, and shortened at random by up to a half so that many clients do
     * not come back at once; but never shorter than the endpoint asked for.
     *
     * @param attempt that failed, from 1
     * @param asked what the endpoint wants; null if it said nothing
     * @param random any number
     */
    static Duration pause(Kind kind, int attempt, @Nullable Duration asked, long random) {
        Duration first = kind == Kind.BURST ? FIRST_AFTER_BURST : FIRST;
        long longest = Math.min(first.toMillis() << (attempt - 1), LONGEST.toMillis());
        Duration own = Duration.ofMillis(longest - Math.floorMod(random, longest / 2));
        return asked == null || asked.compareTo(own) < 0 ? own : asked;
    }
}
