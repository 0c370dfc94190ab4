package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that a task waits for, and that somebody else has to do. Tasks wait without a thread.
 *
 * @param task that waits
 * @param signal whose delivery ends the wait
 * @param kind what is waited for
 * @param subject what it is about, as JSON; its form depends on the kind
 * @param since when the task began to wait
 * @param until when the task goes on without an answer
 */
public record Wait(String task, String signal, Kind kind, String subject, Instant since, Instant until) {

    /** Longer than anybody waits. */
    public static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final int ID = 8;

    /** What a task waits for. */
    public enum Kind {
        /** A person has to agree to a call. */
        APPROVAL,
        /** A person has to answer a question. */
        QUESTION,
        /** A person has to say whether a step happened. */
        DOUBT,
        /** The task lacks money, time or a model, and somebody may let it go on. */
        ALLOWANCE,
        /** Any other signal. */
        SIGNAL
    }

    public Wait {
        requireNonNull(task, "task is null");
        requireNonNull(signal, "signal is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
    }

    /** A short name that no other wait has: {@code w-3f9a0c12}. */
    public String id() {
        return id(task, signal);
    }

    /** The id of a task's wait for a signal. */
    public static String id(String task, String signal) {
        return "w-" + Canonical.hashOf(task + "\n" + signal).substring(0, ID);
    }
}
