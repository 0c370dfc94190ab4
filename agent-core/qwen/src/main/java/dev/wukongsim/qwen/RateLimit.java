package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much of a model one account may use. Both windows are short, a few seconds, and hold at once.
 *
 * @param requests in any window of requests
 * @param tokens in any window of tokens
 * @param outputOnly whether only output tokens count, and not the input
 */
public record RateLimit(int requests, Duration requestWindow, long tokens, Duration tokenWindow, boolean outputOnly) {

    public RateLimit {
        requireNonNull(requestWindow, "requestWindow is null");
        requireNonNull(tokenWindow, "tokenWindow is null");
        if (requests < 1 || tokens < 1 || !requestWindow.isPositive() || !tokenWindow.isPositive()) {
            throw new IllegalArgumentException("A rate limit needs numbers and windows above zero: " + requests
                    + " requests in " + requestWindow + ", " + tokens + " tokens in " + tokenWindow);
        }
    }
}
