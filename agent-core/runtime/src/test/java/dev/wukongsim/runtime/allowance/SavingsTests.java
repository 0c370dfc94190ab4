package dev.wukongsim.runtime.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SavingsTests {

    private static final Usage CACHED = new Usage(1_000, 800, 0, 10, 0, 1, false);
    private static final PriceList PRICES = (model, usage) -> model.equals("qwen")
            ? Optional.of(new Money("CNY", (usage.input() - usage.cachedInput()) * 10 + usage.cachedInput() * 2))
            : Optional.empty();

    @Test
    void isTheDifferenceToThePriceWithoutACache() {
        assertThat(savings("qwen", "qwen")).isEqualTo(new Savings(1_600, OptionalLong.of(12_800)));
    }

    @Test
    void isUnknownIfOneCallHasNoPrice() {
        assertThat(savings("qwen", "nobody")).isEqualTo(new Savings(1_600, OptionalLong.empty()));
    }

    @Test
    void isNothingWithoutACache() {
        assertThat(Savings.of(List.of(new Savings.Call(Optional.empty(), Usage.of(10, 10))), PRICES))
                .isEqualTo(new Savings(0, OptionalLong.of(0)));
    }

    private static Savings savings(String... models) {
        return Savings.of(
                List.of(models).stream()
                        .map(model -> new Savings.Call(Optional.of(model), CACHED))
                        .toList(),
                PRICES);
    }
}
