package dev.wukongsim.tools.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class YuanTests {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void keepsWholeFen() {
        Yuan amount = Yuan.of(new BigDecimal("4869.6"));

        assertThat(amount.fen()).isEqualTo(486_960);
        assertThat(amount).hasToString("4,869.60 CNY");
    }

    @Test
    void refusesPartsOfFen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Yuan.of(new BigDecimal("0.005")))
                .withMessage("Amount 0.005 is not a number of yuan with at most two decimals");
    }

    @Test
    void isNumberOfYuanInJson() throws Exception {
        String written = json.writeValueAsString(new Yuan(486_960));

        assertThat(written).isEqualTo("4869.60");
        assertThat(json.readValue(written, Yuan.class)).isEqualTo(new Yuan(486_960));
    }

    @Test
    void readsEveryFenOfFloatingPointNumber() throws Exception {
        for (long fen = 0; fen < 100_000; fen += 7) {
            Yuan amount = new Yuan(fen);

            assertThat(json.treeToValue(json.valueToTree(amount.yuan().doubleValue()), Yuan.class))
                    .isEqualTo(amount);
        }
    }
}
