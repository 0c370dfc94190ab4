package dev.wukongsim.shell.render;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Fits rows to the width and the colours of whoever reads a stream. Chinese characters count as two columns. */
public final class Screen {

    private static final int NARROWEST = 40;
    static final int INDENT = 5;

    private final PrintWriter writer;
    private final boolean colours;
    private final int columns;

    public Screen(PrintWriter writer, boolean colours, int columns) {
        this.writer = writer;
        this.colours = colours;
        this.columns = Math.max(NARROWEST, columns);
    }

    /** One line, cut off with an ellipsis if it does not fit. */
    void shortened(Row row) {
        AttributedString line = new AttributedString(Printable.line(row.text()), row.style());
        print(row, List.of(fitted(line, columns - INDENT)));
    }

    /** All of it, broken into lines. */
    void whole(Row row) {
        List<AttributedString> lines = new ArrayList<>();
        Printable.text(row.text().replace("\t", "    "))
                .lines()
                .forEach(line -> addBroken(lines, new AttributedString(line, row.style()), columns - INDENT));
        print(row, lines);
    }

    /** One line without a margin, as wide as it is. */
    void line(String text, AttributedStyle style) {
        piece(Printable.text(text), style);
        newLine();
    }

    /** A text that is still arriving. */
    WordFlow flow(String mark, AttributedStyle style) {
        return new WordFlow(this, mark, style);
    }

    /** Harmless text, as it is, without the end of a line. */
    void piece(String harmless, AttributedStyle style) {
        writer.print(ansi(new AttributedString(harmless, style)));
    }

    void flush() {
        writer.flush();
    }

    int columns() {
        return columns;
    }

    void newLine() {
        writer.println();
        writer.flush();
    }

    void print(Table table) {
        table.print(writer);
    }

    /** As much of a text as fits, on one line. */
    static AttributedString fitted(AttributedString text, int columns) {
        return text.columnLength() <= columns
                ? text
                : join(text.columnSubSequence(0, columns - 1), new AttributedString("…", text.styleAt(0)));
    }

    /** Break a line between words, and a word only if it is wider than a line. Looks ahead no farther than it must. */
    private static void addBroken(List<AttributedString> lines, AttributedString line, int columns) {
        AttributedString rest = line;
        while (rest.length() > 2 * columns || rest.columnLength() > columns) {
            AttributedString ahead = rest.subSequence(0, Math.min(rest.length(), 2 * columns));
            int room = ahead.columnSubSequence(0, columns).length();
            int space = ahead.toString().lastIndexOf(' ', room);
            boolean between = !ahead.toString().substring(0, Math.max(0, space)).isBlank();
            lines.add(rest.subSequence(0, between ? space : room));
            rest = rest.subSequence(between ? space + 1 : room, rest.length());
        }
        lines.add(rest);
    }

    /** The margin of a row, with its mark. */
    static String margin(String mark) {
        return AttributedStringBuilder.append(" ".repeat(Math.max(0, INDENT - 1 - width(mark))), mark, " ")
                .toString();
    }

    private void print(Row row, List<AttributedString> lines) {
        String margin = margin(row.mark());
        for (AttributedString line : lines) {
            writer.println(ansi(join(new AttributedString(margin, row.style()), line)));
            margin = margin("");
        }
        writer.flush();
    }

    private String ansi(AttributedString text) {
        return colours ? text.toAnsi() : text.toString();
    }

    private static int width(String text) {
        return new AttributedString(text).columnLength();
    }

    private static AttributedString join(AttributedString first, AttributedString second) {
        return AttributedString.join(AttributedString.EMPTY, first, second);
    }
}
