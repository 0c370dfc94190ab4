package dev.wukongsim.runtime.metering;

import dev.wukongsim.runtime.budget.ReserveAnswer;

/** A request did not leave, because an account that pays for it has no room. The message says what frees it. */
public final class BudgetExceededException extends RuntimeException {

    private final transient ReserveAnswer.Refused refusal;

    public BudgetExceededException(ReserveAnswer.Refused refusal) {
        super(refusal.reason());
        this.refusal = refusal;
    }

    /** Which account refused, why, and whether waiting helps. */
    public ReserveAnswer.Refused refusal() {
        return refusal;
    }
}
