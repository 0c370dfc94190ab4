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

    /** The usage is left out. */
    record NoUsage() implements Fault {}

    /** The stream ends with the whole answer once more. */
    record DoubledSummary() implements Fault {}

    /** The answer comes as it should, and is not what it should be. */
    sealed interface OfAnswer extends Fault {}

    /** The usage is another than was counted. */
    record WrongUsage(long input, long output) implements OfAnswer {}

    /** A tool call that ends in the middle of its arguments. */
    record HalfCall() implements OfAnswer {}

    /** A call of a tool that nobody offered. */
    record UnknownTool(String tool) implements OfAnswer {
        public UnknownTool {
            requireNonNull(tool, "tool is null");
        }
    }

    /** A tool call whose arguments are not JSON. */
    record BrokenArguments() implements OfAnswer {}

    /** An answer without text and calls. */
    record EmptyAnswer() implements OfAnswer {}

    /** The text comes as thinking, and there is no answer. */
    record ReasoningOnly() implements OfAnswer {}

    /** The answer is as it should be, and does not arrive as it should. */
    sealed interface OfDelivery extends Fault {}

    /** The connection is cut within the answer. */
    record Cut(int after) implements OfDelivery {}

    /** The connection is reset before the answer. */
    record Reset() implements OfDelivery {}

    /** The connection stays open, and nothing more comes. */
    record Stall(int after) implements OfDelivery {}

    /** A pause before each event. */
    record Slow(Duration pause) implements OfDelivery {
        public Slow {
            requireNonNull(pause, "pause is null");
        }
    }

    /** A byte that is no UTF-8, in the event after so many. */
    record BrokenUtf8(int after) implements OfDelivery {}
}
