package dev.wukongsim.runtime.turn.model;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.ReserveAnswer.Cause;
import dev.wukongsim.runtime.definition.Shortage;
import java.time.Duration;

/**
 * How short the money is, and what a refusal means on each way of dealing with it. Pure: depends on nothing but the task's
 * own journal, so that a replay climbs the same rungs. On {@code FOCUS} a task thinks less if it was told to think, and may
 * open no sub-agents, of which there are none yet.
 */
enum Rung {
    /** Nothing to say. */
    PLENTY,
    /** Half of the budget is used: the model is told what is left. */
    INFO,
    /** Four fifths are used: the model is told to finish with what it has. */
    FOCUS;

    /** A task that waits for others to give tokens back waits no longer than this in all. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int INFO_PERCENT = 50;
    private static final int FOCUS_PERCENT = 80;
    private static final long ALL = 100;

    /** What follows a refusal. */
    enum AfterRefusal {
        /** Wait for a moment, then ask again. */
        WAIT,
        /** Sum up in one last call, then pause. */
        WRAP_UP,
        /** Pause at once. */
        PAUSE
    }

    static Rung of(long spent, long budget) {
        if (isBelow(INFO_PERCENT, spent, budget)) {
            return PLENTY;
        }
        return isBelow(FOCUS_PERCENT, spent, budget) ? INFO : FOCUS;
    }

    private static boolean isBelow(int percent, long spent, long budget) {
        return Math.multiplyExact(spent, ALL) < Math.multiplyExact(budget, (long) percent);
    }

    /**
     * What to do about a refusal.
     *
     * @param waited how long this call has waited already
     */
    static AfterRefusal after(Cause cause, Shortage shortage, Duration waited) {
        return switch (requireNonNull(cause, "cause is null")) {
            case FROZEN, CLOSED, UNPRICED -> AfterRefusal.PAUSE;
            case RETRY_LATER -> waited.compareTo(PATIENCE) < 0 ? AfterRefusal.WAIT : afterAll(shortage);
            case NEEDS_TOPUP, NEVER_FITS -> afterAll(shortage);
        };
    }

    private static AfterRefusal afterAll(Shortage shortage) {
        return shortage instanceof Shortage.Ladder ? AfterRefusal.WRAP_UP : AfterRefusal.PAUSE;
    }

    /** How long to wait after having waited for so long: twice as long each time, from a second on. */
    static Duration pause(Duration waited) {
        Duration next = waited.plusSeconds(1);
        Duration rest = PATIENCE.minus(waited);
        return next.compareTo(rest) < 0 ? next : rest;
    }
}
