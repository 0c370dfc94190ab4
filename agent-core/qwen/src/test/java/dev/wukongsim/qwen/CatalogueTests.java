package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTests {

    private final Catalogue catalogue = Catalogue.bundled();

    @ParameterizedTest
    @CsvSource({
        // model, input, cached, written, output, reasoning, micros
        "qwen3.6-plus, 49143, 40794, 0, 573, 0, 31733",
        "qwen3-max, 32768, 0, 0, 0, 0, 81920",
        "qwen3-max, 32769, 0, 0, 0, 0, 131076",
        "qwen-plus, 200000, 0, 0, 1000, 800, 504000",
        "qwen-plus, 1000, 0, 0, 1000, 0, 2800",
        "qwen-plus, 1000, 0, 0, 1000, 1, 8800",
        "qwen-plus, 1000, 1000, 0, 0, 0, 160",
        "qwen-plus, 2005, 0, 2005, 0, 0, 2005",
        "qwen-plus, 3005, 1000, 2005, 0, 0, 2085",
        "qwen-plus, 1, 1, 0, 0, 0, 0",
        "qwen-plus, 4, 4, 0, 0, 0, 1",
        "qwen-max, 1000000, 0, 0, 0, 0, 2400000",
        "qwen3-30b-a3b-thinking-2507, 1000, 0, 0, 1000, 0, 8250",
    })
    void pricesEachCallByItsOwnTier(
            String model, long input, long cached, long written, long output, long reasoning, long micros) {
        Usage usage = new Usage(input, cached, written, output, reasoning, 1, false);

        assertThat(catalogue.price(model, usage)).contains(new Money("CNY", micros));
    }

    @Test
    void pricesInputBeyondTheLastTierInTheLastTier() {
        assertThat(catalogue.price("qwen3-max", Usage.of(300_000, 0))).contains(new Money("CNY", 2_100_000));
    }

    @Test
    void doesNotPriceAnUnknownModel() {
        assertThat(catalogue.price("qwen9", Usage.of(1, 1))).isEmpty();
    }

    @Test
    void pricesEveryModelItLists() {
        Usage everyClass = new Usage(1_000, 100, 100, 1_000, 500, 1, false);

        assertThat(catalogue.models())
                .hasSize(108)
                .allSatisfy(model -> assertThat(catalogue.price(model.id(), everyClass))
                        .hasValueSatisfying(price -> assertThat(price.micros()).isPositive()));
    }

    @Test
    void knowsTheWindowsOfAModel() {
        assertThat(catalogue.find("qwen-plus")).hasValueSatisfying(model -> {
            assertThat(model.contextWindow()).isEqualTo(1_000_000);
            assertThat(model.maxInput()).isEqualTo(997_952);
            assertThat(model.maxOutput()).isEqualTo(32_768);
            assertThat(model.features()).contains("function-calling", "cache", "Reasoning");
        });
    }

    @Test
    void saysWhereItsFiguresComeFrom() {
        assertThat(catalogue.asOf()).isEqualTo(LocalDate.of(2026, 5, 30));
        assertThat(catalogue.source()).contains("Apache-2.0");
    }
}
