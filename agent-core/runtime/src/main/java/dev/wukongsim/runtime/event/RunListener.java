package dev.wukongsim.runtime.event;

/**
 * Watches a run. Called in the order of events, on the thread of the run; a listener that throws ends the run with
 * {@code internal_error}.
 */
@FunctionalInterface
public interface RunListener {

    void onEvent(RunEvent event);

    /** The next piece of an answer that is still arriving; not part of the transcript. */
    default void onText(String piece) {}

    /** The next piece of the model's thinking; not part of the transcript. */
    default void onThinking(String piece) {}

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
