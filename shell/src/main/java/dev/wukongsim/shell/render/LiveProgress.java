package dev.wukongsim.shell.render;

import dev.wukongsim.runtime.event.RunEvent;
import dev.wukongsim.runtime.event.RunListener;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run as it happens. For a person the model's words appear token by token; in a log each answer is one row.
 * Thread-safe: words arrive on the thread that reads the stream.
 */
public final class LiveProgress implements RunListener {

    private final Screen screen;
    private final boolean wordByWord;
    private final StringBuilder said = new StringBuilder();
    private @Nullable WordFlow flow;
    private int step;
    private boolean stepShown;
    private boolean streamed;

    public LiveProgress(Screen screen, boolean wordByWord) {
        this.screen = screen;
        this.wordByWord = wordByWord;
    }

    @Override
    public synchronized void onEvent(RunEvent event) {
        endWords();
        switch (event) {
            case RunEvent.ModelAsked asked -> {
                begin(asked.step());
                show(event);
            }
            case RunEvent.ModelReplied replied -> {
                if (!streamed) {
                    show(replied);
                }
            }
            case RunEvent.TaskEnded ended -> {}
            default -> show(event);
        }
    }

    @Override
    public synchronized void onThinking(String piece) {
        arrive(piece, Row.DIM);
    }

    @Override
    public synchronized void onText(String piece) {
        said.append(piece);
        arrive(piece, Row.PLAIN);
    }

    /** Whether somebody has just read this answer in full, word by word. */
    public synchronized boolean hasShown(String answer) {
        return wordByWord && said.toString().strip().equals(answer.strip());
    }

    private void begin(int nextStep) {
        step = nextStep;
        stepShown = false;
        streamed = false;
        said.setLength(0);
    }

    private void show(RunEvent event) {
        EventRows.of(event).forEach(row -> screen.shortened(row.mark().isEmpty() ? row.marked(number()) : row));
    }

    private void arrive(String piece, AttributedStyle style) {
        if (!wordByWord) {
            return;
        }
        if (flow == null || !flow.style().equals(style)) {
            endWords();
            flow = screen.flow(number(), style);
        }
        streamed = true;
        flow.write(piece);
    }

    private void endWords() {
        if (flow != null) {
            flow.end();
            flow = null;
        }
    }

    /** The number of the step, where it shows for the first time. */
    private String number() {
        if (stepShown || step == 0) {
            return "";
        }
        stepShown = true;
        return String.valueOf(step);
    }
}
