package dev.wukongsim.runtime.durable;

import static java.util.Objects.requireNonNull;

/** What became of a signal. */
public sealed interface Delivery {

    /** It is kept, and the task gets it. */
    record Accepted() implements Delivery {}

    /** The same signal came before, and that one counts. */
    record Earlier(String payload) implements Delivery {
        public Earlier {
            requireNonNull(payload, "payload is null");
        }
    }

    /** The task does not wait for it any more, or it has ended. */
    record TooLate() implements Delivery {}
}
