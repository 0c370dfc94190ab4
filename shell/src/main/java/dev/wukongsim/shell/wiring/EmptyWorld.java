package dev.wukongsim.shell.wiring;

import dev.wukongsim.tools.office.ApprovalPolicy;
import dev.wukongsim.tools.office.OfficeState;
import dev.wukongsim.tools.office.World;
import dev.wukongsim.tools.office.Yuan;
import java.util.List;

/** An office with the usual apps, and nobody and nothing in it. */
final class EmptyWorld {

    private EmptyWorld() {}

    static World make() {
        ApprovalPolicy nothing = new ApprovalPolicy(List.of(), List.of(), Yuan.ZERO);
        return new World(
                new OfficeState(
                        "", nothing, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
                null);
    }
}
