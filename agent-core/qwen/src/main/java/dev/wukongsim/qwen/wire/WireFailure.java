package dev.wukongsim.qwen.wire;

import org.jspecify.annotations.Nullable;

/** The request has left, and the answer did not come as an answer should. */
public final class WireFailure extends RuntimeException {

    /** What went wrong. */
    public enum Reason {
        /** One of the {@link Timeouts} after the connection was made. */
        TIME,
        /** The connection broke before the answer was whole. */
        CUT,
        /** An event that cannot be read, after others that could. */
        BROKEN,
        /** Not one event of a chat completion: this is some other kind of server. */
        NO_CHAT
    }

    private final Reason reason;

    WireFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
