package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.tools.office.Office;
import java.time.Clock;

/** The tools of this installation. */
public final class Toolbox {

    private Toolbox() {}

    /** Every tool there is, over an office with nobody in it. */
    public static ToolRegistry all() {
        return Office.open(EmptyWorld.make(), Clock.systemUTC()).tools();
    }
}
