package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * That somebody has ended a task from outside.
 *
 * @param by who
 * @param reason why; null if nothing was said
 */
public record Cancellation(String by, @Nullable String reason) {

    public Cancellation {
        requireNonNull(by, "by is null");
    }

    /** What to say of the task. */
    public String message(String task) {
        return "Task '" + task + "' was cancelled by " + by + (reason == null ? "" : ": " + reason);
    }
}
