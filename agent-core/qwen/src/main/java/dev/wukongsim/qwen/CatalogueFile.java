package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wukongsim.qwen.price.PriceTier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of a catalogue file; its schema says more. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CatalogueFile(String source, @JsonProperty("as_of") LocalDate asOf, String currency, List<Model> models) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Model(
            String model,
            String name,
            String provider,
            @Nullable List<String> capabilities,
            @Nullable List<String> features,
            int contextWindow,
            @Nullable Integer maxInputTokens,
            @Nullable Integer maxOutputTokens,
            @Nullable List<Price> prices,
            @Nullable List<Range> multiPrices) {

        CatalogueModel toModel() {
            Set<String> all = new HashSet<>(requireNonNullElse(features, List.of()));
            all.addAll(requireNonNullElse(capabilities, List.of()));
            return new CatalogueModel(
                    model,
                    name,
                    provider,
                    contextWindow,
                    requireNonNullElse(maxInputTokens, contextWindow),
                    requireNonNullElse(maxOutputTokens, contextWindow),
                    all,
                    tiers());
        }

        private List<PriceTier> tiers() {
            List<PriceTier> tiers = new ArrayList<>();
            if (prices != null) {
                tiers.add(PriceTier.flat(byType(prices)));
            }
            for (Range range : requireNonNullElse(multiPrices, List.<Range>of())) {
                tiers.add(new PriceTier(range.rangeStart(), range.rangeEnd(), byType(range.prices())));
            }
            return tiers;
        }
    }

    record Range(long rangeStart, long rangeEnd, List<Price> prices) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Price(String type, BigDecimal price) {}

    private static Map<String, BigDecimal> byType(List<Price> list) {
        Map<String, BigDecimal> prices = new HashMap<>();
        list.forEach(price -> prices.put(price.type(), price.price()));
        return prices;
    }
}
