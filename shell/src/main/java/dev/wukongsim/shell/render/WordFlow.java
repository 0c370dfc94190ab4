package dev.wukongsim.shell.render;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** A text that arrives piece by piece, broken into lines between its pieces. */
final class WordFlow {

    private final Screen screen;
    private final AttributedStyle style;
    private int column;
    private int pendingBreaks;

    WordFlow(Screen screen, String mark, AttributedStyle style) {
        this.screen = screen;
        this.style = style;
        begin(mark);
    }

    AttributedStyle style() {
        return style;
    }

    void write(String piece) {
        String[] lines = Printable.text(piece.replace("\t", "    ")).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            pendingBreaks += i > 0 ? 1 : 0;
            if (!lines[i].isEmpty()) {
                catchUp();
                writeInLine(lines[i]);
            }
        }
        screen.flush();
    }

    void end() {
        screen.newLine();
    }

    private void writeInLine(String words) {
        int width = new AttributedString(words).columnLength();
        if (column + width > screen.columns() && column > Screen.INDENT) {
            breakLine();
            writeInLine(words.stripLeading());
            return;
        }
        screen.piece(words, style);
        column += width;
    }

    /** Line feeds are held back until something follows, so that those at the end leave no gap. */
    private void catchUp() {
        for (; pendingBreaks > 0; pendingBreaks--) {
            breakLine();
        }
    }

    private void breakLine() {
        screen.newLine();
        begin("");
    }

    private void begin(String mark) {
        screen.piece(Screen.margin(mark), style);
        column = Screen.INDENT;
    }
}
