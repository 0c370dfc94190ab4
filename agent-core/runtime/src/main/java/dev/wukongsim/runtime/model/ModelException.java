package dev.wukongsim.runtime.model;

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
        /** Wrong key, wrong model, wrong request: mend the configuration. */
        CONFIGURATION(false),
        /** There was no connection, so nothing was sent: try again. */
        UNREACHABLE(true),
        /** The endpoint or the network failed after the request had left: try again. */
        TRANSIENT(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        public boolean retryable() {
            return retryable;
        }
    }

    private final Kind kind;

    public ModelException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
