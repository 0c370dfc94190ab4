package dev.wukongsim.runtime.event;

import dev.wukongsim.runtime.model.TokenListener;

/**
 * Watches a run. Called in the order of events, on the thread of the run; a listener that throws ends the run with
 * {@code internal_error}. Pieces of an answer that is still arriving come on the thread that reads the stream, and are not
 * part of the transcript.
 */
@FunctionalInterface
public interface RunListener extends TokenListener {

    void onEvent(RunEvent event);

    /** Both, this one first. */
    default RunListener and(RunListener other) {
        RunListener first = this;
        return new RunListener() {
            @Override
            public void onEvent(RunEvent event) {
                first.onEvent(event);
                other.onEvent(event);
            }

            @Override
            public void onText(String piece) {
                first.onText(piece);
                other.onText(piece);
            }

            @Override
            public void onThinking(String piece) {
                first.onThinking(piece);
                other.onThinking(piece);
            }
        };
    }

    /** A listener that looks away. */
    static RunListener none() {
        return event -> {};
    }
}
