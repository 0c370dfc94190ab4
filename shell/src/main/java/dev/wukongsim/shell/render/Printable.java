package dev.wukongsim.shell.render;

import java.util.Locale;

/**
 * Makes foreign text harmless for a terminal: control, format and bidirectional-override characters, with which a hostile
 * model could move the cursor, hide text or forge our own lines, are shown as escapes. Line feeds and tabs stay.
 */
public final class Printable {

    /** Holds composed emoji together, and is harmless. */
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Printable() {}

    /** The text with every dangerous character shown as {@code \\u001b}. */
    public static String text(String foreign) {
        StringBuilder harmless = new StringBuilder(foreign.length());
        foreign.codePoints().forEach(point -> append(harmless, point));
        return harmless.toString();
    }

    /** As {@link #text}, on one line: line feeds and tabs become spaces. */
    public static String line(String foreign) {
        return text(foreign.replaceAll("\\s+", " ").strip());
    }

    private static void append(StringBuilder harmless, int point) {
        if (point == '\n' || point == '\t' || !isDangerous(point)) {
            harmless.appendCodePoint(point);
        } else {
            harmless.append(String.format(Locale.ROOT, "\\u%04x", point));
        }
    }

    private static boolean isDangerous(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> point != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
