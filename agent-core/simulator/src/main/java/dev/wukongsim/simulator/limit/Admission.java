package dev.wukongsim.simulator.limit;

import java.time.Instant;

/** Whether a request is let in. */
public sealed interface Admission {

    /** It is, and has been counted. */
    record Admitted() implements Admission {}

    /** Too many requests in the window. */
    record TooManyRequests(int limit, Instant again) implements Admission {}

    /** Too many tokens in the window. */
    record TooManyTokens(long limit, Instant again) implements Admission {}

    /**
     * The rate rises too fast.
     *
     * @param again when the same request would not be too fast, if no other comes first
     */
    record TooFast(Instant again) implements Admission {}
}
