package dev.wukongsim.qwen.price;

import dev.wukongsim.runtime.model.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The prices of one model in one list.
 *
 * @param tiers by rising input, without gaps; empty if the list states no price
 */
public record ModelPrices(String model, String currency, String priceList, List<PriceTier> tiers) {

    public ModelPrices {
        tiers = List.copyOf(tiers);
    }

    /**
     * The price of one call. The tier goes by this call's input alone, and the whole call is priced in it.
     *
     * @param usage of a single call, never a sum
     */
    public Pricing quote(Usage usage, Terms terms) {
        if (usage.cachedInput() > usage.input() - usage.cacheWrite() || usage.reasoning() > usage.output()) {
            return new Unpriced(String.format(
                    Locale.ROOT,
                    "The usage contradicts itself: input %,d with %,d cached and %,d written to a cache, output %,d with "
                            + "%,d of reasoning; a part cannot be more than the whole",
                    usage.input(),
                    usage.cachedInput(),
                    usage.cacheWrite(),
                    usage.output(),
                    usage.reasoning()));
        }
        Optional<PriceTier> tier = tiers.stream()
                .filter(candidate -> usage.input() <= candidate.upToInput())
                .findFirst();
        return tier.isEmpty() ? outOfTiers(usage) : quote(usage, terms, tier.get());
    }

    /**
     * The most that a request can cost, whatever comes of it: however much of the input it turns out to have, wherever
     * that falls among the tiers, whatever was cached, and whether or not the model thinks where it may.
     *
     * @param maxInput upper bound of the input, in tokens
     * @param maxOutput upper bound of the output, reasoning included
     * @param terms {@code thinking} and {@code explicitCache} say what may happen, {@code batch} what will
     * @return the dearest outcome; unpriced if any outcome is
     */
    public Pricing ceiling(long maxInput, long maxOutput, Terms terms) {
        List<Quote> outcomes = new ArrayList<>();
        for (long input : largestInputs(maxInput)) {
            for (Terms possible : possible(terms)) {
                for (Usage usage : extremes(input, maxOutput, possible)) {
                    switch (quote(usage, possible)) {
                        case Quote quote -> outcomes.add(quote);
                        case Unpriced unpriced -> {
                            return unpriced;
                        }
                    }
                }
            }
        }
        return outcomes.stream().max(Comparator.comparingLong(Quote::micros)).orElseThrow();
    }

    /** The most input in each tier that can be reached; the bound itself stands for the last one. */
    private List<Long> largestInputs(long maxInput) {
        List<Long> inputs = new ArrayList<>(tiers.stream()
                .map(PriceTier::upToInput)
                .filter(largest -> largest < maxInput)
                .toList());
        inputs.add(maxInput);
        return inputs;
    }

    private static List<Terms> possible(Terms terms) {
        List<Terms> possible = new ArrayList<>();
        for (boolean thinking : terms.thinking() ? new boolean[] {false, true} : new boolean[] {false}) {
            for (boolean explicit : terms.explicitCache() ? new boolean[] {false, true} : new boolean[] {false}) {
                possible.add(new Terms(thinking, explicit, terms.batch()));
            }
        }
        return possible;
    }

    /** Within a tier the price is linear, so it is highest where all input is of one class. */
    private static List<Usage> extremes(long input, long output, Terms terms) {
        Usage fresh = Usage.of(input, output);
        Usage cached = new Usage(input, input, 0, output, 0, 1, false);
        Usage written = new Usage(input, 0, input, output, 0, 1, false);
        return terms.explicitCache() ? List.of(fresh, cached, written) : List.of(fresh, cached);
    }

    private Pricing quote(Usage usage, Terms terms, PriceTier tier) {
        Optional<Rates> rates = tier.rates(terms);
        if (rates.isEmpty()) {
            return unpriced(terms.batch() ? "no price of batch calls" : "no price of both input and output");
        }
        if (usage.cacheWrite() > 0 && rates.get().cacheWrite().isEmpty()) {
            return unpriced("no price of writing to a cache");
        }
        return rates.get()
                .parts(usage)
                .<Pricing>map(parts -> new Quote(model, currency, parts.sum(), tier.name(), priceList, parts))
                .orElseGet(() -> new Unpriced("This call of model '" + model + "' costs more than can be counted"));
    }

    private Unpriced outOfTiers(Usage usage) {
        return tiers.isEmpty()
                ? unpriced("no price")
                : unpriced(String.format(
                        Locale.ROOT,
                        "prices up to %,d input tokens, not for %,d,",
                        tiers.getLast().upToInput(),
                        usage.input()));
    }

    private Unpriced unpriced(String what) {
        return new Unpriced("Price list '" + priceList + "' states " + what + " for model '" + model
                + "'; give a list that does, or make the request otherwise");
    }
}
