package dev.wukongsim.simulator.reply;

/**
 * Who asks. The client of this project tells it in headers, others do not; what nobody told is empty.
 *
 * @param task which carries out the request
 * @param step of the task
 */
public record Asker(String agent, String task, String step) {

    /** Somebody who says nothing about himself. */
    public static final Asker UNKNOWN = new Asker("", "", "");
}
