package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.qwen.price.Terms;
import dev.wukongsim.qwen.price.Unpriced;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceBookTests {

    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);

    @TempDir
    private Path folder;

    @Test
    void takesTheListInForceOnTheDay() throws IOException {
        PriceBook book = PriceBook.of(List.of(list("july", JULY, "4"), list("may", MAY, "2")));

        assertThat(price(book, MAY)).isEqualTo(new Money("CNY", 2));
        assertThat(price(book, JULY.minusDays(1))).isEqualTo(new Money("CNY", 2));
        assertThat(price(book, JULY)).isEqualTo(new Money("CNY", 4));
        assertThat(price(book, JULY.plusYears(9))).isEqualTo(new Money("CNY", 4));
        assertThat(book.lists()).extracting(Catalogue::name).containsExactly("may", "july");
        assertThat(book.newest().name()).isEqualTo("july");
    }

    @Test
    void hasNoPriceBeforeItsFirstList() throws IOException {
        PriceBook book = PriceBook.of(List.of(list("may", MAY, "2")));

        assertThat(book.at(MAY.minusDays(1))).isEmpty();
        assertThat(book.quote(MAY.minusDays(1), "m", Usage.of(1, 0), Terms.ORDINARY))
                .isEqualTo(new Unpriced(
                        "No price list is in force on 2026-04-30; the first one, 'may', begins on 2026-05-01"));
    }

    @Test
    void refusesTwoListsOfOneDay() throws IOException {
        List<Catalogue> lists = List.of(list("may", MAY, "2"), list("other", MAY, "2"));

        assertThatThrownBy(() -> PriceBook.of(lists))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Price lists 'may' and 'other' are both of 2026-05-01; only one can be in force");
    }

    @Test
    void refusesToBeEmpty() {
        List<Catalogue> none = List.of();

        assertThatThrownBy(() -> PriceBook.of(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A price book needs at least one list");
    }

    @Test
    void comesWithTheListOfMay2026() {
        assertThat(PriceBook.bundled().lists())
                .extracting(Catalogue::name)
                .containsExactly("bailian-text-models-2026-05-30");
    }

    private static Money price(PriceBook book, LocalDate day) {
        return book.quote(day, "m", Usage.of(1, 0), Terms.ORDINARY).money().orElseThrow();
    }

    private Catalogue list(String name, LocalDate day, String inputPrice) throws IOException {
        return Catalogue.read(Files.writeString(folder.resolve(name + ".yaml"), """
                as_of: %s
                source: test
                currency: CNY
                unit: per 1,000,000 tokens
                models:
                  - model: m
                    name: M
                    provider: us
                    contextWindow: 1000
                    prices: [{ type: input_token, price: "%s" }, { type: output_token, price: "1" }]
                """.formatted(day, inputPrice)));
    }
}
