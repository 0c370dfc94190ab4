package dev.wukongsim.simulator.reply;

/** Whether the replies answer a question. */
public sealed interface Match {

    /** Exactly one turn does. */
    record Found(Turn turn) implements Match {}

    /** None does, or several; the explanation names the nearest turn and the difference. */
    record Missed(String explanation) implements Match {}
}
