package dev.wukongsim.simulator.fault;

import static java.util.Objects.requireNonNull;

/** A fault, and the requests that it befalls. */
public record FaultRule(Fault fault, FaultWhen when) {

    public FaultRule {
        requireNonNull(fault, "fault is null");
        requireNonNull(when, "when is null");
    }
}
