package dev.wukongsim.shell.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTests {

    @Test
    void tellsTokensByClass() {
        assertThat(Figures.tokens(new Usage(4_812, 2_048, 0, 512, 120, 6, false)))
                .isEqualTo("4,812 input (2,048 cached), 512 output (120 reasoning) in 6 calls");
        assertThat(Figures.tokens(Usage.estimate(10, 5))).isEqualTo("10 input, 5 output in 1 call, estimated");
    }

    @Test
    void neverTakesUnknownForFree() {
        assertThat(Figures.cost(Optional.of(new Money("CNY", 12_345)))).isEqualTo("CNY 0.0123");
        assertThat(Figures.cost(Optional.empty())).startsWith("unknown");
    }

    @Test
    void tellsAnAccount() {
        assertThat(Figures.account(new Account("task:t-1", 20_000, 5_324, 0)))
                .isEqualTo("5,324 of 20,000 tokens spent");
        assertThat(Figures.account(new Account("task:t-1", 20_000, 5_324, 900)))
                .isEqualTo("5,324 of 20,000 tokens spent, 900 held");
    }

    @Test
    void alignsColumnsByWidthOnScreen() {
        StringWriter written = new StringWriter();

        new Table().row("王芳", "Sales", 1).row("Zhang\u001b", "HR", 22).print(new PrintWriter(written));

        assertThat(written.toString().lines()).containsExactly("王芳         Sales  1", "Zhang\\u001b  HR     22");
    }
}
