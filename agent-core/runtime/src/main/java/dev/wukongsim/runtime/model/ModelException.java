package dev.wukongsim.runtime.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model call that brought no whole answer. The kind says what the runtime may do about it. */
public final class ModelException extends RuntimeException {

    /** Why a call failed, by what helps against it. */
    public enum Kind {
        /** Too many requests or tokens in a window: wait, then try again. */
        RATE(true),
        /** The rate rose too quickly: slow down, then try again. */
        BURST(true),
        /** Overdue, out of credit or over a spending limit: only a person can help. */
        MONEY(false),
        /** Refused by content inspection. */
        SAFETY(false),
        /** The request is larger than the model's window. */
        CONTEXT_OVERFLOW(false),
        /** Wrong key, wrong request, wrong place: mend the configuration. */
        CONFIGURATION(false),
        /** The endpoint has no such model, no longer, or not for this key: ask another model. */
        MODEL_UNAVAILABLE(false),
        /** There was no connection, so nothing was sent: try again. */
        UNREACHABLE(true),
        /** The endpoint or the network failed after the request had left: try again. */
        TRANSIENT(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same request to the same model may succeed later. */
        public boolean retryable() {
            return retryable;
        }

        /** Whether the same request to the same model will never be answered, whatever time passes and whatever is mended. */
        public boolean isForGood() {
            return switch (this) {
                case SAFETY, CONTEXT_OVERFLOW -> true;
                case RATE, BURST, MONEY, CONFIGURATION, MODEL_UNAVAILABLE, UNREACHABLE, TRANSIENT -> false;
            };
        }

        /**
         * Whether another model may answer where this one does not. Not where money is missing, because that is for a
         * person to decide, and not where a filter refused the content, because no other one is to be tried out.
         */
        public boolean anotherModelMayHelp() {
            return switch (this) {
                case RATE, BURST, UNREACHABLE, TRANSIENT, MODEL_UNAVAILABLE -> true;
                case MONEY, SAFETY, CONTEXT_OVERFLOW, CONFIGURATION -> false;
            };
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    public ModelException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    /**
     * A failure after which the endpoint wants to be left alone for a while.
     *
     * @param retryAfter as the endpoint said; null if it did not
     */
    public ModelException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** How long the endpoint wants to be left alone, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
