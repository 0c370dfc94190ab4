package dev.wukongsim.runtime.planning;

/** What a model call is for. */
public enum Purpose {
    /** Make a plan before anything is done. */
    PLAN,
    /** Do the work, with tools. */
    ACT,
    /** Say what came of it, without tools. */
    ANSWER,
    /** Sum up when the budget is used up, without tools; the last call. Planners never ask for it. */
    WRAPUP
}
