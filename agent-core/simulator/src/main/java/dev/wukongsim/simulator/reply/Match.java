package dev.wukongsim.simulator.reply;

/** Whether the replies answer a question. */
public sealed interface Match {

    /** Exactly one turn does; what it says is filled in. */
    record Found(Turn turn) implements Match {}

    /** None does, or several; the explanation names the nearest turn and the difference. */
    record Missed(String explanation) implements Match {}

    /** One does, and its template cannot be filled in; the explanation names the turn and the cause. */
    record Unfilled(String explanation) implements Match {}
}
