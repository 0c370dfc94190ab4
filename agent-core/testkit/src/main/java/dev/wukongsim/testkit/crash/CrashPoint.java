package dev.wukongsim.testkit.crash;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A point of a task at which its process can die.
 *
 * @param step of the journal, from 1
 * @param name of that step, such as {@code model}
 */
public record CrashPoint(int step, String name, Moment moment) {

    /**
     * How far the step has come. There is no moment between its result and its settlement: they are one commit. A step that
     * is only noted has no intent, and so the last two moments only.
     */
    public enum Moment {
        /** Nobody knows yet that the step was to be taken. */
        BEFORE_INTENT,
        /** The intent is written, and nothing has left the process. */
        AFTER_INTENT,
        /** The step has been taken, and nobody knows what came of it. */
        AFTER_EFFECT,
        /** The result is written with all that becomes true together with it, and the task has not seen it. */
        AFTER_RESULT
    }

    public CrashPoint {
        requireNonNull(name, "name is null");
        requireNonNull(moment, "moment is null");
    }

    @Override
    public String toString() {
        return "step " + step + " (" + name + ") "
                + moment.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
