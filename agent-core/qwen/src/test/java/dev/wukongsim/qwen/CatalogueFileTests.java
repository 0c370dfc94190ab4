package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFileTests {

    @TempDir
    private Path folder;

    @Test
    void readsAListOfOnesOwn() throws IOException {
        Catalogue catalogue = Catalogue.read(file("""
                as_of: 2026-11-01
                source: our contract
                currency: USD
                unit: per 1,000,000 tokens
                models:
                  - model: house-model
                    name: House model
                    provider: us
                    contextWindow: 1000
                    prices: [{ type: input_token, price: "0.5" }, { type: output_token, price: "3" }]
                """));

        assertThat(catalogue.name()).isEqualTo("prices-2026-11-01");
        assertThat(catalogue.price("house-model", Usage.of(2, 1))).contains(new Money("USD", 4));
        assertThat(catalogue.find("house-model")).hasValueSatisfying(model -> {
            assertThat(model.maxInput()).isEqualTo(1_000);
            assertThat(model.maxOutput()).isEqualTo(1_000);
        });
    }

    @Test
    void acceptsTheListThatComesWithIt() {
        Path bundled = Path.of("src/main/resources/dev/wukongsim/qwen/bailian-text-models-2026-05-30.json");

        assertThat(Catalogue.read(bundled).models())
                .isEqualTo(Catalogue.bundled().models());
    }

    @Test
    void reportsAllThatIsMisspeltByLine() throws IOException {
        List<Violation> violations = violations("""
                as_of: 2026-11-01
                source: ours
                currency: yuan
                unit: per 1,000,000 tokens
                models:
                  - model: a
                    name: A
                    provider: us
                    contextWindow: 0
                    prices: [{ type: input_tokens, price: "1" }, { type: output_token, price: "-3" }]
                """);

        assertThat(violations).extracting(Violation::line).containsExactly(3, 9, 10, 10);
    }

    @Test
    void reportsAllThatDoesNotFitTogetherByLine() throws IOException {
        List<Violation> violations = violations("""
                as_of: 2026-11-01
                source: ours
                currency: CNY
                unit: per 1,000,000 tokens
                models:
                  - model: a
                    name: A
                    provider: us
                    contextWindow: 100
                    multiPrices:
                      - rangeStart: 0
                        rangeEnd: 50
                        prices: [{ type: input_token, price: "1" }, { type: output_token, price: "2" }]
                      - rangeStart: 60
                        rangeEnd: 100
                        prices: [{ type: input_token, price: "1" }, { type: input_token, price: "2" }]
                  - model: a
                    name: A
                    provider: us
                    contextWindow: 100
                """);

        assertThat(violations)
                .extracting(violation -> violation.line() + ": " + violation.message())
                .containsExactlyInAnyOrder(
                        "14: model 'a' has a tier from 60 to 100 after one that ends at 50; a tier begins where the one "
                                + "before it ends, and ends later",
                        "16: model 'a' has two prices for 'input_token' in one tier",
                        "16: model 'a' has a tier without a price for input or for output; it needs both",
                        "17: model 'a' is listed twice; a file has one price for a model");
    }

    @Test
    void refusesADayThatIsNone() throws IOException {
        List<Violation> violations = violations("""
                as_of: 2026-13-01
                source: ours
                currency: CNY
                unit: per 1,000,000 tokens
                models: [{ model: a, name: A, provider: us, contextWindow: 100 }]
                """);

        assertThat(violations)
                .singleElement()
                .extracting(Violation::message)
                .asString()
                .contains("2026-13-01");
    }

    private List<Violation> violations(String content) throws IOException {
        Path path = file(content);
        return catchThrowableOfType(InvalidDefinitionException.class, () -> Catalogue.read(path))
                .violations();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("prices-2026-11-01.yaml"), content);
    }
}
