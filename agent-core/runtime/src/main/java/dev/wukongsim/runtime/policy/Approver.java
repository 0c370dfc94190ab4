package dev.wukongsim.runtime.policy;

import dev.wukongsim.runtime.tool.ToolCall;
import java.util.Optional;

/** The person who may agree to a call, if one is there. */
@FunctionalInterface
public interface Approver {

    /** What came of asking. */
    enum Answer {
        GRANTED,
        DENIED,
        /** Nobody is there to answer. */
        NOBODY
    }

    /**
     * Ask about a call. May block while a person thinks.
     *
     * @param reason why a person is asked
     */
    Answer ask(ToolCall call, String reason);

    /** Ask a question; empty if nobody is there to answer. May block while a person thinks. */
    default Optional<String> answer(String question) {
        return Optional.empty();
    }

    /** Nobody is there. */
    static Approver nobody() {
        return (call, reason) -> Answer.NOBODY;
    }
}
