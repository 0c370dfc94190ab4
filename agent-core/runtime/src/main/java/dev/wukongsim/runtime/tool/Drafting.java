package dev.wukongsim.runtime.tool;

import java.util.function.Supplier;

/** A store of our own whose changes can be kept back until they are written together with the result of a call. */
public interface Drafting {

    /** Make a call and keep back what it changes. What a call changes that is no success is dropped. */
    Drafted keepBack(Supplier<ToolResult> call);

    /** Make a call and let what it changes take effect at once, unless it is no success. */
    ToolResult carryOut(Supplier<ToolResult> call);

    /** A store that keeps nothing back. */
    static Drafting none() {
        return new Drafting() {
            @Override
            public Drafted keepBack(Supplier<ToolResult> call) {
                return Drafted.of(call.get());
            }

            @Override
            public ToolResult carryOut(Supplier<ToolResult> call) {
                return call.get();
            }
        };
    }
}
