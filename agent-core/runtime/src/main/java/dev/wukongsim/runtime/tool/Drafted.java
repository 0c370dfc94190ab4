package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A call that has been worked out and has changed nothing yet.
 *
 * @param drafts what it would change
 * @param accept to be run once the drafts are written; the tools then see the change
 */
public record Drafted(ToolResult result, List<Draft> drafts, Runnable accept) {

    public Drafted {
        requireNonNull(result, "result is null");
        drafts = List.copyOf(drafts);
        requireNonNull(accept, "accept is null");
    }

    /** A call that leaves nothing to be written. */
    public static Drafted of(ToolResult result) {
        return new Drafted(result, List.of(), () -> {});
    }
}
