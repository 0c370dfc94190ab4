package dev.wukongsim.qwen;

import dev.wukongsim.qwen.price.PriceTier;
import java.util.List;
import java.util.Set;

/**
 * A model as the catalogue lists it.
 *
 * @param id such as {@code qwen-plus}
 * @param contextWindow input and output together, in tokens
 * @param maxInput in tokens; the context window if the catalogue states none
 * @param maxOutput in tokens; the context window if the catalogue states none
 * @param features such as {@code function-calling} or {@code cache}, and capabilities such as {@code Reasoning}
 * @param tiers by rising input; empty if the catalogue states no price
 */
public record CatalogueModel(
        String id,
        String name,
        String provider,
        int contextWindow,
        int maxInput,
        int maxOutput,
        Set<String> features,
        List<PriceTier> tiers) {

    public CatalogueModel {
        features = Set.copyOf(features);
        tiers = List.copyOf(tiers);
    }
}
