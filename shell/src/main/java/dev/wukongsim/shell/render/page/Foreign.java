package dev.wukongsim.shell.render.page;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;

import dev.wukongsim.shell.render.Printable;
import j2html.tags.DomContent;
import j2html.tags.specialized.DetailsTag;
import j2html.tags.specialized.SpanTag;

/**
 * Text of models, tools and people among our own. It may be hostile: markup is escaped by the library, characters that steer
 * or reorder text are shown as escapes, and the direction of its letters ends where it ends.
 */
final class Foreign {

    private static final int PREVIEW = 160;

    private Foreign() {}

    /** On one line, with nothing around it. */
    static SpanTag line(String text) {
        return span(Printable.line(text)).withDir("auto");
    }

    /** As much of the text as is worth a line. */
    static SpanTag preview(String text) {
        String line = Printable.line(text);
        int end = line.offsetByCodePoints(0, Math.min(PREVIEW, line.codePointCount(0, line.length())));
        return span(end < line.length() ? line.substring(0, end) + "…" : line)
                .withClass("preview")
                .withDir("auto");
    }

    /** In its own lines. */
    static DomContent block(String text) {
        return pre(Printable.text(text.strip())).withDir("auto");
    }

    /** In its own lines, as words and not as code. */
    static DomContent words(String text) {
        return div(Printable.text(text.strip())).withClass("words").withDir("auto");
    }

    /** Folded to one line until the reader wants more. */
    static DetailsTag folded(String kind, SpanTag heading, String preview, DomContent... content) {
        return details(summary(heading.withClass("heading"), preview(preview)))
                .with(content)
                .withClasses("item", kind);
    }
}
