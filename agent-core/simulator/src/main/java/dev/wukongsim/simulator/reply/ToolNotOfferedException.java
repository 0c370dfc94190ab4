package dev.wukongsim.simulator.reply;

import java.util.Collection;

/** A turn calls a tool that the request does not offer. */
public final class ToolNotOfferedException extends RuntimeException {

    private final String tool;

    ToolNotOfferedException(String tool, Collection<String> offered) {
        super(
                "The replies call tool '" + tool + "', which the request does not offer; it offers: "
                        + String.join(", ", offered) + ". Give the agent the tool, or mark the turn 'hostile: true'",
                null,
                false,
                false);
        this.tool = tool;
    }

    public String tool() {
        return tool;
    }
}
