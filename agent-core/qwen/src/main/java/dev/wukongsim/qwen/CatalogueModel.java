package dev.wukongsim.qwen;

import dev.wukongsim.qwen.price.PriceTier;
import dev.wukongsim.runtime.model.ThinkingSetting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model as the catalogue lists it.
 *
 * @param id such as {@code qwen-plus}
 * @param contextWindow input and output together, in tokens
 * @param maxInput in tokens; the context window if the catalogue states none
 * @param maxOutput in tokens; the context window if the catalogue states none
 * @param features such as {@code function-calling} or {@code cache}, and capabilities such as {@code Reasoning}
 * @param tiers by rising input; empty if the catalogue states no price
 * @param rateLimit what one account may use; null if the catalogue states none
 */
public record CatalogueModel(
        String id,
        String name,
        String provider,
        int contextWindow,
        int maxInput,
        int maxOutput,
        Set<String> features,
        List<PriceTier> tiers,
        Thinking thinking,
        @Nullable RateLimit rateLimit) {

    private static final String IMPLICIT_HIT = "input_token_cache";
    private static final String EXPLICIT_HIT = "input_token_cache_read";

    public CatalogueModel {
        features = Set.copyOf(features);
        tiers = List.copyOf(tiers);
    }

    /** What one account may use; empty if the catalogue states no limit. */
    public Optional<RateLimit> limit() {
        return Optional.ofNullable(rateLimit);
    }

    public boolean callsTools() {
        return features.contains("function-calling");
    }

    /** Whether it reuses the beginnings of earlier requests by itself. */
    public boolean cachesImplicitly() {
        return hasPrice(IMPLICIT_HIT);
    }

    /** Whether it heeds cache markers in a request. */
    public boolean cachesExplicitly() {
        return hasPrice(EXPLICIT_HIT);
    }

    /** What speaks against a setting of thinking for this model; empty if it can do so, or does so anyway. */
    public Optional<String> complaint(ThinkingSetting wanted) {
        if (wanted.asksForThinking() && thinking.mode() == Thinking.Mode.NEVER) {
            return Optional.of("Model '" + id + "' cannot think; leave 'thinking' out, or choose a model that can");
        }
        return wanted instanceof ThinkingSetting.Budget budget && budget.tokens() > maxOutput
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "Model '%s' writes at most %,d tokens, and the budget for thinking is %,d; make it smaller",
                        id,
                        maxOutput,
                        budget.tokens()))
                : Optional.empty();
    }

    private boolean hasPrice(String type) {
        return tiers.stream().anyMatch(tier -> tier.prices().containsKey(type));
    }
}
