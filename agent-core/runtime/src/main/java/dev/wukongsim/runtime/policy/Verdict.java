package dev.wukongsim.runtime.policy;

import static java.util.Objects.requireNonNull;

/** What policy says to a tool call. */
public sealed interface Verdict {

    /** The call may run. */
    record Allow() implements Verdict {}

    /** A person has to agree first; the reason says why. */
    record Ask(String reason) implements Verdict {
        public Ask {
            requireNonNull(reason, "reason is null");
        }
    }

    /** The call must not run; the reason names the rule. */
    record Deny(String reason) implements Verdict {
        public Deny {
            requireNonNull(reason, "reason is null");
        }
    }
}
