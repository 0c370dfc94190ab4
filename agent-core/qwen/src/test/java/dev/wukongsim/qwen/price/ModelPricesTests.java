package dev.wukongsim.qwen.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.model.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ModelPricesTests {

    private static final Terms THINKING = new Terms(true, false, false);
    private static final Terms EXPLICIT = new Terms(false, true, false);
    private static final Terms BATCH = new Terms(false, false, true);

    private final ModelPrices prices = list(
            new PriceTier(
                    0,
                    1_000,
                    prices(
                            "input_token",
                            "0.8",
                            "output_token",
                            "2",
                            "thinking_output_token",
                            "8",
                            "input_token_cache",
                            "0.16",
                            "input_token_cache_read",
                            "0.08",
                            "input_token_cache_creation_5m",
                            "1",
                            "input_token_batch",
                            "0.4",
                            "output_token_batch",
                            "1")),
            new PriceTier(1_000, 5_000, prices("input_token", "2.4", "output_token", "20")));

    @Test
    void pricesTheWholeCallInTheTierOfItsInput() {
        assertThat(quote(Usage.of(1_000, 10), Terms.ORDINARY))
                .isEqualTo(new Quote(
                        "m", "CNY", 820, "0 to 1,000 input tokens", "list-2026-01-01", new Quote.Parts(800, 0, 0, 20)));
        assertThat(quote(Usage.of(1_001, 10), Terms.ORDINARY).parts()).isEqualTo(new Quote.Parts(2_402, 0, 0, 200));
        assertThat(quote(Usage.of(1_001, 10), Terms.ORDINARY).tier()).isEqualTo("1,001 to 5,000 input tokens");
    }

    @Test
    void pricesOutputByTheMode() {
        assertThat(quote(Usage.of(0, 100), THINKING).parts().output()).isEqualTo(800);
        assertThat(quote(Usage.of(0, 100), Terms.ORDINARY).parts().output()).isEqualTo(200);
    }

    @Test
    void pricesImplicitHitsExplicitHitsAndWritesEachByItsOwnPrice() {
        Usage usage = new Usage(1_000, 500, 0, 0, 0, 1, false);
        Usage writing = new Usage(1_000, 500, 300, 0, 0, 1, false);

        assertThat(quote(usage, Terms.ORDINARY).parts()).isEqualTo(new Quote.Parts(400, 80, 0, 0));
        assertThat(quote(usage, EXPLICIT).parts()).isEqualTo(new Quote.Parts(400, 40, 0, 0));
        assertThat(quote(writing, EXPLICIT).parts()).isEqualTo(new Quote.Parts(160, 40, 300, 0));
    }

    @Test
    void doesNotCombineBatchWithCache() {
        Usage usage = new Usage(1_000, 500, 0, 100, 0, 1, false);

        assertThat(quote(usage, BATCH).parts()).isEqualTo(new Quote.Parts(200, 200, 0, 100));
    }

    @Test
    void givesNoDiscountForHitsWithoutAPrice() {
        Usage usage = new Usage(2_000, 2_000, 0, 0, 0, 1, false);

        assertThat(quote(usage, Terms.ORDINARY).micros()).isEqualTo(4_800);
    }

    @Test
    void takesTheOnlyKindOfCacheThereIs() {
        ModelPrices explicitOnly = list(PriceTier.flat(prices(
                "input_token",
                "2",
                "output_token",
                "12",
                "input_token_cache_read",
                "0.2",
                "input_token_cache_creation_5m",
                "2.5")));

        Pricing pricing = explicitOnly.quote(new Usage(10, 10, 0, 0, 0, 1, false), Terms.ORDINARY);

        assertThat(pricing).isInstanceOfSatisfying(Quote.class, quote -> {
            assertThat(quote.micros()).isEqualTo(2);
            assertThat(quote.tier()).isEqualTo("any input");
        });
    }

    @Test
    void roundsTheSumOnceAndLetsThePartsAddUp() {
        ModelPrices thirds =
                list(PriceTier.flat(prices("input_token", "0.4", "output_token", "0.4", "input_token_cache", "0.4")));

        Pricing pricing = thirds.quote(new Usage(2, 1, 0, 1, 0, 1, false), Terms.ORDINARY);

        assertThat(pricing)
                .isEqualTo(new Quote("m", "CNY", 1, "any input", "list-2026-01-01", new Quote.Parts(1, 0, 0, 0)));
    }

    @Test
    void saysWhyACallHasNoPrice() {
        assertThat(unpriced(Usage.of(5_001, 0), Terms.ORDINARY))
                .isEqualTo(
                        "Price list 'list-2026-01-01' states prices up to 5,000 input tokens, not for 5,001, for model "
                                + "'m'; give a list that does, or make the request otherwise");
        assertThat(unpriced(Usage.of(2_000, 0), BATCH)).contains("states no price of batch calls for model 'm'");
        assertThat(unpriced(new Usage(2_000, 0, 1, 0, 0, 1, false), EXPLICIT))
                .contains("states no price of writing to a cache for model 'm'");
        assertThat(list().quote(Usage.of(1, 1), Terms.ORDINARY))
                .isInstanceOfSatisfying(
                        Unpriced.class,
                        unpriced -> assertThat(unpriced.reason()).contains("states no price for model 'm'"));
    }

    @Test
    void doesNotPriceAUsageThatContradictsItself() {
        assertThat(unpriced(new Usage(10, 8, 3, 0, 0, 1, false), EXPLICIT))
                .isEqualTo(
                        "The usage contradicts itself: input 10 with 8 cached and 3 written to a cache, output 0 with 0 "
                                + "of reasoning; a part cannot be more than the whole");
        assertThat(unpriced(new Usage(0, 0, 0, 1, 2, 1, false), THINKING)).contains("output 1 with 2 of reasoning");
    }

    @Test
    void doesNotOverflow() {
        ModelPrices flat = list(PriceTier.flat(prices("input_token", "20", "output_token", "200")));

        assertThat(flat.quote(Usage.of(Long.MAX_VALUE, 1), Terms.ORDINARY))
                .isEqualTo(new Unpriced("This call of model 'm' costs more than can be counted"));
    }

    @Test
    void takesADearerSmallerTierForTheCeiling() {
        ModelPrices cliff = list(
                new PriceTier(0, 1_000, prices("input_token", "15", "output_token", "60")),
                new PriceTier(1_000, 5_000, prices("input_token", "3", "output_token", "3")));

        Pricing ceiling = cliff.ceiling(1_001, 100, Terms.ORDINARY);

        assertThat(ceiling).isInstanceOfSatisfying(Quote.class, quote -> {
            assertThat(quote.parts()).isEqualTo(new Quote.Parts(15_000, 0, 0, 6_000));
            assertThat(quote.tier()).isEqualTo("0 to 1,000 input tokens");
        });
    }

    @Test
    void countsWritingToTheCacheInTheCeilingOnlyWhereItMayHappen() {
        assertThat(prices.ceiling(1_000, 0, EXPLICIT).money().orElseThrow().micros())
                .isEqualTo(1_000);
        assertThat(prices.ceiling(1_000, 0, Terms.ORDINARY)
                        .money()
                        .orElseThrow()
                        .micros())
                .isEqualTo(800);
    }

    @Test
    void hasNoCeilingWhereAnOutcomeHasNoPrice() {
        assertThat(prices.ceiling(5_001, 10, Terms.ORDINARY)).isInstanceOf(Unpriced.class);
        assertThat(prices.ceiling(2_000, 10, EXPLICIT)).isInstanceOf(Unpriced.class);
        assertThat(list().ceiling(1, 1, Terms.ORDINARY)).isInstanceOf(Unpriced.class);
    }

    @Property
    void noOutcomeIsDearerThanTheCeiling(@ForAll("lists") ModelPrices any, @ForAll("calls") Call call) {
        Pricing ceiling = any.ceiling(call.maxInput(), call.maxOutput(), call.terms());

        assertThat(ceiling).isInstanceOf(Quote.class);
        assertThat(micros(any.quote(call.usage(), call.terms()))).isLessThanOrEqualTo(micros(ceiling));
        assertThat(micros(any.quote(call.usage(), Terms.of(call.usage())))).isLessThanOrEqualTo(micros(ceiling));
    }

    @Property
    void partsAddUpAndAreEachLessThanAMicroFromTheirExactAmount(
            @ForAll("lists") ModelPrices any, @ForAll("calls") Call call) {
        Quote quote = (Quote) any.quote(call.usage(), call.terms());
        Rates rates = any.tiers().stream()
                .filter(tier -> call.usage().input() <= tier.upToInput())
                .findFirst()
                .flatMap(tier -> tier.rates(call.terms()))
                .orElseThrow();

        BigDecimal output =
                rates.output().multiply(BigDecimal.valueOf(call.usage().output()));
        BigDecimal cached =
                rates.cached().multiply(BigDecimal.valueOf(call.usage().cachedInput()));
        BigDecimal written = rates.cacheWrite()
                .orElseThrow()
                .multiply(BigDecimal.valueOf(call.usage().cacheWrite()));
        BigDecimal fresh = rates.input().multiply(BigDecimal.valueOf(call.fresh()));

        assertThat(BigDecimal.valueOf(quote.micros()))
                .isEqualByComparingTo(fresh.add(cached).add(written).add(output).setScale(0, RoundingMode.HALF_UP));
        assertThat(quote.parts().sum()).isEqualTo(quote.micros());
        assertThat(difference(quote.parts().input(), fresh)).isLessThan(BigDecimal.ONE);
        assertThat(difference(quote.parts().cached(), cached)).isLessThan(BigDecimal.ONE);
        assertThat(difference(quote.parts().cacheWrite(), written)).isLessThan(BigDecimal.ONE);
        assertThat(difference(quote.parts().output(), output)).isLessThan(BigDecimal.ONE);
    }

    @Property
    void oneTokenMoreNeverCostsLessWithinATier(
            @ForAll("lists") ModelPrices any,
            @ForAll @LongRange(max = 299_998) long input,
            @ForAll @LongRange(max = 100_000) long output) {
        Quote less = (Quote) any.quote(Usage.of(input, output), Terms.ORDINARY);
        Quote longer = (Quote) any.quote(Usage.of(input, output + 1), Terms.ORDINARY);
        Quote wider = (Quote) any.quote(Usage.of(input + 1, output), Terms.ORDINARY);

        assertThat(longer.micros()).isGreaterThanOrEqualTo(less.micros());
        assertThat(wider.tier().equals(less.tier()) && wider.micros() < less.micros())
                .isFalse();
    }

    /** A call within bounds. */
    record Call(long maxInput, long maxOutput, Terms terms, Usage usage) {
        long fresh() {
            return usage.input() - usage.cachedInput() - usage.cacheWrite();
        }
    }

    @Provide
    Arbitrary<Call> calls() {
        Arbitrary<Long> shares = Arbitraries.longs().between(0, 1_000);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<Terms> terms =
                Combinators.combine(flags, flags).as((thinking, cache) -> new Terms(thinking, cache, false));
        return Combinators.combine(
                        Arbitraries.longs().between(0, 300_000),
                        Arbitraries.longs().between(0, 70_000),
                        terms,
                        shares.list().ofSize(5))
                .as(ModelPricesTests::call);
    }

    private static Call call(long maxInput, long maxOutput, Terms terms, List<Long> shares) {
        long input = maxInput * shares.get(0) / 1_000;
        long cached = input * shares.get(1) / 1_000;
        long written = terms.explicitCache() ? (input - cached) * shares.get(2) / 1_000 : 0;
        long output = maxOutput * shares.get(3) / 1_000;
        long reasoning = terms.thinking() ? output * shares.get(4) / 1_000 : 0;
        return new Call(maxInput, maxOutput, terms, new Usage(input, cached, written, output, reasoning, 1, false));
    }

    /** Lists without sense: nothing says that caching saves or that more costs more. */
    @Provide
    Arbitrary<ModelPrices> lists() {
        Arbitrary<BigDecimal> price = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(200))
                .ofScale(4);
        List<String> classes = List.of(
                "input_token",
                "output_token",
                "input_token_cache",
                "input_token_cache_read",
                "input_token_cache_creation_5m",
                "thinking_input_token",
                "thinking_output_token",
                "thinking_input_token_cache_creation_5m");
        Arbitrary<Map<String, BigDecimal>> tier = price.list()
                .ofSize(classes.size())
                .map(list -> {
                    Map<String, BigDecimal> prices = new HashMap<>();
                    for (int i = 0; i < classes.size(); i++) {
                        prices.put(classes.get(i), list.get(i));
                    }
                    return prices;
                });
        Arbitrary<List<Long>> ends = Arbitraries.longs()
                .between(1, 299_999)
                .set()
                .ofMaxSize(3)
                .map(set -> set.stream().sorted().toList());
        return Combinators.combine(ends, tier.list().ofSize(4)).as(ModelPricesTests::randomList);
    }

    private static ModelPrices randomList(List<Long> ends, List<Map<String, BigDecimal>> prices) {
        List<PriceTier> tiers = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < ends.size(); i++) {
            tiers.add(new PriceTier(start, ends.get(i), prices.get(i)));
            start = ends.get(i);
        }
        tiers.add(new PriceTier(start, 300_000, prices.get(ends.size())));
        return list(tiers.toArray(PriceTier[]::new));
    }

    private Quote quote(Usage usage, Terms terms) {
        return (Quote) prices.quote(usage, terms);
    }

    private String unpriced(Usage usage, Terms terms) {
        return ((Unpriced) prices.quote(usage, terms)).reason();
    }

    private static long micros(Pricing pricing) {
        return ((Quote) pricing).micros();
    }

    private static BigDecimal difference(long part, BigDecimal exact) {
        return exact.subtract(BigDecimal.valueOf(part)).abs();
    }

    private static ModelPrices list(PriceTier... tiers) {
        return new ModelPrices("m", "CNY", "list-2026-01-01", List.of(tiers));
    }

    /** Classes and their prices, in turn. */
    private static Map<String, BigDecimal> prices(String... classesAndPrices) {
        Map<String, BigDecimal> prices = new HashMap<>();
        for (int i = 0; i < classesAndPrices.length; i += 2) {
            prices.put(classesAndPrices[i], new BigDecimal(classesAndPrices[i + 1]));
        }
        return prices;
    }
}
