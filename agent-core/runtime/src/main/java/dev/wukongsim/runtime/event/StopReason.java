package dev.wukongsim.runtime.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a task ended. One word in results, transcripts and suites, and one exit code of the process. */
public enum StopReason {
    /** Done. */
    COMPLETED(0),
    /** The model or its endpoint failed. */
    MODEL_FAILED(1),
    /** A tool failed and the agent could not go on. */
    TOOL_FAILED(1),
    /** The platform failed. */
    INTERNAL_ERROR(1),
    /** Usage, file or configuration is wrong; nothing ran. */
    INVALID(2),
    /** Waits for a person to agree. */
    AWAITING_APPROVAL(3),
    /** Waits for a person to answer. */
    AWAITING_INPUT(3),
    /** A step may have happened; a person has to find out. */
    IN_DOUBT(3),
    /** The program, or what it works with, is not what the task began with; its state is kept. */
    PROGRAM_CHANGED(3),
    /** The budget does not suffice; there is a partial result. */
    BUDGET_EXHAUSTED(4),
    /** Policy refused. */
    POLICY_DENIED(5),
    /** The most model calls were made. */
    ITERATION_LIMIT(6),
    /** The agent did the same again and again. */
    LOOP_DETECTED(6),
    /** The time was up. */
    TIMEOUT(6),
    /** An expectation of a suite failed. */
    REGRESSION(7),
    /** A person or a signal cancelled it. */
    CANCELLED(130);

    private final int exitCode;

    StopReason(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether the task's state is kept so that it can go on from there. */
    public boolean resumable() {
        return switch (this) {
            case AWAITING_APPROVAL,
                    AWAITING_INPUT,
                    IN_DOUBT,
                    MODEL_FAILED,
                    PROGRAM_CHANGED,
                    BUDGET_EXHAUSTED,
                    TIMEOUT,
                    INTERNAL_ERROR,
                    CANCELLED -> true;
            case COMPLETED, TOOL_FAILED, INVALID, POLICY_DENIED, ITERATION_LIMIT, LOOP_DETECTED, REGRESSION -> false;
        };
    }

    /** The word for it, such as {@code budget_exhausted}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
