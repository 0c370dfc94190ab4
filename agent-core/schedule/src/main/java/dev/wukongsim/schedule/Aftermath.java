package dev.wukongsim.schedule;

import dev.wukongsim.runtime.event.StopReason;

/** What a stopped task means for the ticks that follow. */
public enum Aftermath {
    /** Done, or in the hands of a person: the same sight is worth no second task. */
    DEALT_WITH,
    /** The platform or the model failed, and the state is kept: the task is to go on. */
    CUT_OFF,
    /** It will not be done: the same sight is worth another task. */
    LEFT_UNDONE;

    public static Aftermath of(StopReason reason) {
        return switch (reason) {
            case COMPLETED, AWAITING_APPROVAL, AWAITING_INPUT, IN_DOUBT, PROGRAM_CHANGED -> DEALT_WITH;
            case MODEL_FAILED, INTERNAL_ERROR -> CUT_OFF;
            case TOOL_FAILED,
                    INVALID,
                    BUDGET_EXHAUSTED,
                    POLICY_DENIED,
                    ITERATION_LIMIT,
                    LOOP_DETECTED,
                    TIMEOUT,
                    REGRESSION,
                    CANCELLED -> LEFT_UNDONE;
        };
    }
}
