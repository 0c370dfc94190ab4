package dev.wukongsim.shell.render;

import org.jline.utils.AttributedStyle;

/**
 * One thing to show, before it is fitted to a screen. The text may come from a hostile model; {@link Screen} makes it
 * harmless.
 *
 * @param mark stands before the text and says what it is; one or two columns wide
 */
record Row(String mark, AttributedStyle style, String text) {

    static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
    static final AttributedStyle STRONG = AttributedStyle.DEFAULT.bold();
    static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    static final AttributedStyle ASKING = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    static final AttributedStyle BAD = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    Row marked(String other) {
        return new Row(other, style, text);
    }
}
