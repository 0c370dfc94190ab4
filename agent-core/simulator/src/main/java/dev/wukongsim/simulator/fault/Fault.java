package dev.wukongsim.simulator.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** One thing that goes wrong with one request. Events are counted from 1; a fault after none of them comes first of all. */
public sealed interface Fault {

    /** The provider answers with an error, and with nothing else. */
    record Refusal(KnownError error) implements Fault {
        public Refusal {
            requireNonNull(error, "error is null");
        }
    }

    /** The stream breaks off with an error; an answer that is not streamed is that error. */
    record ErrorWithin(KnownError error, int after) implements Fault {
        public ErrorWithin {
            requireNonNull(error, "error is null");
        }
    }

    /** The connection is cut within the answer. */
    record Cut(int after) implements Fault {}

    /** The connection is cut before the answer. */
    record Reset() implements Fault {}

    /** The connection stays open, and nothing more comes. */
    record Stall(int after) implements Fault {}

    /** A pause before each event. */
    record Slow(Duration pause) implements Fault {
        public Slow {
            requireNonNull(pause, "pause is null");
        }
    }

    /** A byte that is no UTF-8, in the event after so many. */
    record BrokenUtf8(int after) implements Fault {}

    /** The usage is left out. */
    record NoUsage() implements Fault {}

    /** The usage is another than was counted. */
    record WrongUsage(long input, long output) implements Fault {}

    /** A tool call that ends in the middle of its arguments. */
    record HalfCall() implements Fault {}

    /** A call of a tool that nobody offered. */
    record UnknownTool(String tool) implements Fault {
        public UnknownTool {
            requireNonNull(tool, "tool is null");
        }
    }

    /** A tool call whose arguments are not JSON. */
    record BrokenArguments() implements Fault {}

    /** The stream ends with the whole answer once more. */
    record DoubledSummary() implements Fault {}

    /** An answer without text and calls. */
    record EmptyAnswer() implements Fault {}

    /** The text comes as thinking, and there is no answer. */
    record ReasoningOnly() implements Fault {}
}
