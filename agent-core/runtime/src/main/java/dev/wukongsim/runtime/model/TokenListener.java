package dev.wukongsim.runtime.model;

/** Sees an answer grow. Called on the thread that reads the stream; must not block for long. */
public interface TokenListener {

    /** A listener that looks away. */
    TokenListener NONE = new TokenListener() {};

    /** The next piece of the answer's text. */
    default void onText(String piece) {}

    /** The next piece of the model's thinking. */
    default void onThinking(String piece) {}

    /** The next piece of a tool call: of its arguments, or its name once they are there. */
    default void onToolCall(String piece) {}
}
