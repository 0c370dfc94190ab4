package dev.wukongsim.runtime.budget;

/** What an account takes part in. {@code OPEN ⇄ FROZEN}; either may go to {@code DRAIN} and from there to {@code CLOSED}. */
public enum AccountState {
    /** Admits new calls. */
    OPEN,
    /** Admits none until it is thawed; calls under way still settle. */
    FROZEN,
    /** Was closed while calls were under way, and waits for them to settle. */
    DRAIN,
    /** Is closed for good; only what comes late is still charged. */
    CLOSED
}
