package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTests {

    @Test
    void leavesWrittenTextAlone() {
        String text = "差旅报销 EXP-2026: 1,280.50 €\n\té 👩‍💻";

        assertThat(Printable.text(text)).isEqualTo(text);
    }

    @Test
    void showsWhatWouldSteerTheTerminal() {
        assertThat(Printable.text("\u001b[31mred\u0007\r\u009b2J\u007f"))
                .isEqualTo("\\u001b[31mred\\u0007\\u000d\\u009b2J\\u007f");
    }

    @Test
    void showsWhatWouldReorderOrHideText() {
        assertThat(Printable.text("pay \u202e001\u2066 \u200bx\u2028y\ufeff"))
                .isEqualTo("pay \\u202e001\\u2066 \\u200bx\\u2028y\\ufeff");
    }

    @Test
    void makesOneLine() {
        assertThat(Printable.line("  a\n\n b\tc\u001b ")).isEqualTo("a b c\\u001b");
    }
}
