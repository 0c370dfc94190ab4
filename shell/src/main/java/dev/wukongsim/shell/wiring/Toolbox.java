package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.tool.AskPerson;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.tools.office.Office;
import java.time.Clock;

/** The tools of this installation. */
public final class Toolbox {

    private Toolbox() {}

    /** Every tool there is, over an office with nobody in it. */
    public static ToolRegistry all() {
        return of(Office.open(EmptyWorld.make(), Clock.systemUTC()));
    }

    /** The tools of an office, and the one to ask a person. */
    static ToolRegistry of(Office office) {
        return office.tools().plus(ToolRegistry.of(AskPerson.tool()));
    }
}
