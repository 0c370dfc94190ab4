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

    /** What becomes of the model's words while they arrive. */
    public enum Words {
        /** Nobody watches: each answer is shown once it is whole. */
        HIDDEN,
        /** Shown dimmed; the answer is shown again at the end. */
        IN_PASSING,
        /** Shown as the answer that it is. */
        AS_ANSWER
    }

    private final Screen screen;
    private final Words words;
    private int step;
    private boolean stepShown;
    private @Nullable AttributedStyle inWords;
    private boolean hadWords;

    public LiveProgress(Screen screen, Words words) {
        this.screen = screen;
        this.words = words;
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
                if (!hadWords) {
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
        arrive(piece, words == Words.AS_ANSWER ? Row.PLAIN : Row.DIM);
    }

    private void begin(int nextStep) {
        step = nextStep;
        stepShown = false;
        hadWords = false;
    }

    private void show(RunEvent event) {
        EventRows.of(event).forEach(row -> screen.shortened(row.mark().isEmpty() ? row.marked(number()) : row));
    }

    private void arrive(String piece, AttributedStyle style) {
        if (words == Words.HIDDEN) {
            return;
        }
        if (inWords != style) {
            endWords();
            screen.piece(Screen.margin(number()), style);
        }
        inWords = style;
        hadWords = true;
        screen.piece(piece.replace("\n", "\n" + Screen.margin("")), style);
    }

    private void endWords() {
        if (inWords != null) {
            screen.blankLine();
            inWords = null;
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
