package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.qwen.price.Pricing;
import dev.wukongsim.qwen.price.Quote;
import dev.wukongsim.qwen.price.Terms;
import dev.wukongsim.qwen.price.Unpriced;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTests {

    private static final Terms THINKING = new Terms(true, false, false);
    private static final Terms EXPLICIT = new Terms(false, true, false);
    private static final Terms BATCH = new Terms(false, false, true);

    private final Catalogue catalogue = Catalogue.bundled();

    @ParameterizedTest
    @CsvSource({
        // model, input, cached, written, output, reasoning, micros
        "qwen3.6-plus, 49143, 40794, 0, 573, 0, 31733",
        "qwen3-max, 32768, 0, 0, 0, 0, 81920",
        "qwen3-max, 32769, 0, 0, 0, 0, 131076",
        "qwen3-max, 102400, 0, 0, 0, 0, 409600",
        "qwen-plus, 200000, 0, 0, 1000, 800, 504000",
        "qwen-plus, 1000, 0, 0, 1000, 0, 2800",
        "qwen-plus, 1000, 0, 0, 1000, 1, 8800",
        "qwen-plus, 1000, 1000, 0, 0, 0, 160",
        "qwen-plus, 10000, 5000, 0, 0, 0, 4800",
        "qwen-plus, 3019, 2048, 0, 104, 0, 1312",
        "qwen-plus, 2005, 0, 2005, 0, 0, 2005",
        "qwen-plus, 3005, 1000, 2005, 0, 0, 2085",
        "qwen-plus, 1, 1, 0, 0, 0, 0",
        "qwen-plus, 4, 4, 0, 0, 0, 1",
        "qwen-max, 1000000, 0, 0, 0, 0, 2400000",
        "qwen3-30b-a3b-thinking-2507, 1000, 0, 0, 1000, 0, 8250",
        "qwen3.7-max, 1000000, 0, 0, 1000000, 0, 48000000",
        "kimi/kimi-k2.6, 1000, 1000, 0, 0, 0, 1100",
        "qwen-flash, 1000000, 0, 0, 65536, 0, 1986432",
    })
    void pricesEachCallByItsOwnTier(
            String model, long input, long cached, long written, long output, long reasoning, long micros) {
        Usage usage = new Usage(input, cached, written, output, reasoning, 1, false);

        assertThat(catalogue.price(model, usage)).contains(new Money("CNY", micros));
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "10, 2000"})
    void pricesCreditsAsTheTokenPlanDoes(long tokens, long microCredits) {
        assertThat(micros("qwen3.6-plus", Usage.of(tokens, 0), Terms.ORDINARY) * 100)
                .isEqualTo(microCredits);
    }

    @Test
    void givesThePartsOfTheTokenPlansExampleInYuanAndInCredits() {
        Quote quote = quote("qwen3.6-plus", new Usage(49_143, 40_794, 0, 573, 0, 1, false), Terms.ORDINARY);

        assertThat(quote.parts()).isEqualTo(new Quote.Parts(16_698, 8_159, 0, 6_876));
        assertThat(quote.credits().input()).isEqualTo(167);
        assertThat(quote.credits().cached()).isEqualTo(82);
        assertThat(quote.credits().output()).isEqualTo(69);
        assertThat(quote.credits().total()).isEqualTo(new BigDecimal("3.18"));
    }

    @Test
    void pricesWhatWasThoughtOnlyIfTheModelThought() {
        Usage usage = Usage.of(200_000, 1_000);

        assertThat(quote("qwen-plus", usage, THINKING).parts()).isEqualTo(new Quote.Parts(480_000, 0, 0, 24_000));
        assertThat(quote("qwen-plus", usage, Terms.ORDINARY).parts()).isEqualTo(new Quote.Parts(480_000, 0, 0, 20_000));
    }

    @Test
    void pricesAnExplicitCacheFromTheFirstCallOn() {
        Usage first = new Usage(2_005, 0, 2_005, 0, 0, 1, false);
        Usage second = new Usage(2_005, 2_005, 0, 0, 0, 1, false);

        assertThat(micros("qwen3-max", first, EXPLICIT)).isEqualTo(6_266); // 2,005 × 3.125, rounded
        assertThat(micros("qwen3-max", second, EXPLICIT)).isEqualTo(501); // 2,005 × 0.25, rounded
        assertThat(micros("qwen3-max", second, Terms.ORDINARY)).isEqualTo(1_003); // an implicit hit: × 0.5, rounded
    }

    @Test
    void pricesBatchAtHalfWithoutCache() {
        Usage usage = new Usage(1_000, 500, 0, 1_000, 0, 1, false);

        assertThat(micros("qwen3-max", usage, BATCH)).isEqualTo(6_250);
        assertThat(micros("qwen3-max", Usage.of(1_000, 1_000), Terms.ORDINARY)).isEqualTo(12_500);
    }

    @Test
    void doesNotPriceWhatTheListLeavesOut() {
        assertThat(catalogue.price("qwen3-max", Usage.of(262_145, 0))).isEmpty();
        assertThat(catalogue.quote("kimi-k2.6", Usage.of(1, 1), BATCH)).isInstanceOf(Unpriced.class);
        assertThat(catalogue.quote("qwen9", Usage.of(1, 1), Terms.ORDINARY))
                .isEqualTo(
                        new Unpriced("Price list 'bailian-text-models-2026-05-30' has no model 'qwen9' among its 108; "
                                + "check the name, or give a list that has it"));
        assertThat(catalogue.ceiling("qwen9", 1, 1, Terms.ORDINARY)).isInstanceOf(Unpriced.class);
    }

    @Test
    void writesAQuoteAsScriptsReadIt() throws IOException {
        Quote quote = quote("qwen3-max", Usage.of(32_769, 10), Terms.ORDINARY);

        assertThat(new ObjectMapper().writeValueAsString(quote)).isEqualTo("""
                {"model":"qwen3-max","currency":"CNY","micros":131236,"tier":"32,769 to 131,072 input tokens",\
                "priceList":"bailian-text-models-2026-05-30",\
                "parts":{"input":131076,"cached":0,"cacheWrite":0,"output":160}}""");
    }

    @Test
    void pricesEveryModelItLists() {
        Usage everyClass = new Usage(1_000, 100, 0, 1_000, 500, 1, false);

        assertThat(catalogue.models())
                .hasSize(108)
                .allSatisfy(model -> assertThat(catalogue.price(model.id(), everyClass))
                        .hasValueSatisfying(price -> assertThat(price.micros()).isPositive()));
    }

    @Property
    void noCallOfAListedModelIsDearerThanItsCeiling(
            @ForAll("models") CatalogueModel model,
            @ForAll @IntRange(max = 1_000) int room,
            @ForAll @IntRange(max = 1_000) int used,
            @ForAll @IntRange(max = 1_000) int hit,
            @ForAll boolean thinking) {
        long maxInput = (long) model.contextWindow() * room / 1_000;
        long input = maxInput * used / 1_000;
        Usage usage = new Usage(input, input * hit / 1_000, 0, 900, thinking ? 400 : 0, 1, false);

        Pricing ceiling = catalogue.ceiling(model.id(), maxInput, 1_000, new Terms(thinking, false, false));

        assertThat(catalogue.price(model.id(), usage).orElseThrow().micros())
                .isLessThanOrEqualTo(ceiling.money().orElseThrow().micros());
    }

    @Test
    void hasACeilingForEveryModelThatHasAPrice() {
        List<String> without = catalogue.models().stream()
                .map(CatalogueModel::id)
                .filter(model -> catalogue.price(model, Usage.of(1_000, 1_000)).isPresent()
                        && catalogue.ceiling(model, 1_000, 1_000, false).isEmpty())
                .toList();

        assertThat(without).isEmpty();
    }

    @Test
    void takesTheDearerSmallTierOfAModelWhoseLastTierIsCheap() {
        Pricing ceiling = catalogue.ceiling("qwen3-coder-480b-a35b-instruct", 300_000, 1_000, Terms.ORDINARY);

        assertThat(ceiling.money()).contains(new Money("CNY", 262_144L * 15 + 60_000));
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
        assertThat(catalogue.name()).isEqualTo("bailian-text-models-2026-05-30");
        assertThat(catalogue.asOf()).isEqualTo(LocalDate.of(2026, 5, 30));
        assertThat(catalogue.source()).contains("Apache-2.0");
    }

    @Provide
    Arbitrary<CatalogueModel> models() {
        return Arbitraries.of(List.copyOf(catalogue.models()));
    }

    private Quote quote(String model, Usage usage, Terms terms) {
        return (Quote) catalogue.quote(model, usage, terms);
    }

    private long micros(String model, Usage usage, Terms terms) {
        return quote(model, usage, terms).micros();
    }
}
