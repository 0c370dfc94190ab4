package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ScreenTests {

    private final StringWriter written = new StringWriter();

    @Test
    void cutsALineThatDoesNotFit() {
        screen(false, 40).shortened(new Row("→", Row.STRONG, "x".repeat(100)));

        assertThat(written.toString().strip()).isEqualTo("→ " + "x".repeat(34) + "…");
    }

    @Test
    void countsChineseCharactersAsTwoColumns() {
        screen(false, 40).shortened(new Row("", Row.PLAIN, "王".repeat(100)));

        String line = written.toString().stripTrailing();
        assertThat(line).isEqualTo("     " + "王".repeat(17) + "…");
        assertThat(new AttributedString(line).columnLength()).isLessThanOrEqualTo(40);
    }

    @Test
    void breaksAWholeTextIntoLines() {
        screen(false, 40).whole(new Row("←", Row.PLAIN, "a".repeat(40) + "\nb"));

        assertThat(written.toString().lines())
                .containsExactly("   ← " + "a".repeat(35), "     " + "a".repeat(5), "     b");
    }

    @Test
    void breaksBetweenWordsWhereItCan() {
        screen(false, 40)
                .whole(new Row(
                        "", Row.PLAIN, "  a " + "b".repeat(30) + " c " + "d".repeat(35) + " e\n\n王 " + "芳".repeat(17)));

        assertThat(written.toString().lines().map(String::stripTrailing))
                .containsExactly(
                        "       a " + "b".repeat(30),
                        "     c",
                        "     " + "d".repeat(35),
                        "     e",
                        "",
                        "     王",
                        "     " + "芳".repeat(17));
    }

    @Test
    void writesEscapesOnlyWhereColoursAreWelcome() {
        screen(true, 80).shortened(new Row("!", Row.BAD, "no"));
        String coloured = written.toString();
        written.getBuffer().setLength(0);
        screen(false, 80).shortened(new Row("!", Row.BAD, "no"));

        assertThat(coloured).contains("\u001b[31m");
        assertThat(written.toString().stripTrailing()).isEqualTo("   ! no");
    }

    @Test
    void showsEscapesOfAHostileTextAsText() {
        screen(true, 80).whole(new Row("", Row.PLAIN, "\u001b[2Jgone\rover"));
        screen(true, 80).flow("", Row.PLAIN).write("\u001b]0;title\u0007");

        assertThat(written.toString()).contains("\\u001b[2Jgone\\u000dover", "\\u001b]0;title\\u0007");
    }

    @Test
    void breaksArrivingWordsBetweenPieces() {
        WordFlow flow = screen(false, 40).flow("1", Row.PLAIN);

        flow.write("a".repeat(30));
        flow.write(" 王芳王芳");
        flow.write("\nnext\n\n");
        flow.end();

        assertThat(written.toString().lines()).containsExactly("   1 " + "a".repeat(30), "     王芳王芳", "     next");
    }

    private Screen screen(boolean colours, int columns) {
        return new Screen(new PrintWriter(written), colours, columns);
    }
}
