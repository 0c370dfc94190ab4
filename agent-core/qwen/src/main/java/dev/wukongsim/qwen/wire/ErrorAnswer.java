package dev.wukongsim.qwen.wire;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoint answered with an error, instead of a stream or in the middle of one. */
public final class ErrorAnswer extends RuntimeException {

    /** The status of an error in the middle of a stream that names no other. */
    public static final int MID_STREAM = 200;

    private final int status;
    private final String body;
    private final @Nullable Duration retryAfter;

    /**
     * An error as it came.
     *
     * @param body raw, in whatever form the endpoint has
     * @param retryAfter how long the endpoint wants to be left alone, if it said so
     */
    public ErrorAnswer(int status, String body, @Nullable Duration retryAfter) {
        super("status " + status);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    public String body() {
        return body;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
