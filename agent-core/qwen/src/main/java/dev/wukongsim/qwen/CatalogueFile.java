package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wukongsim.qwen.price.PriceTier;
import java.math.BigDecimal;
import java.time.Duration;
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
record CatalogueFile(
        String source,
        @JsonProperty("as_of") LocalDate asOf,
        String currency,
        @Nullable List<ThinkingRule> thinking,
        List<Model> models) {

    private static final String LIMITS = "model-default";
    private static final String CAN_THINK = "Reasoning";

    /** How the models with such names think; the first rule that fits holds. */
    record ThinkingRule(String models, Thinking.Mode mode, boolean streamOnly) {}

    CatalogueModel model(Model model) {
        return model.toModel(thinking(model));
    }

    private Thinking thinking(Model model) {
        if (!requireNonNullElse(model.capabilities(), List.<String>of()).contains(CAN_THINK)) {
            return Thinking.NEVER;
        }
        return requireNonNullElse(thinking, List.<ThinkingRule>of()).stream()
                .filter(rule -> model.model().matches(rule.models()))
                .findFirst()
                .map(rule -> new Thinking(rule.mode(), rule.streamOnly()))
                .orElse(Thinking.OFF);
    }

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
            @Nullable List<Range> multiPrices,
            @Nullable Map<String, Limit> qpmInfo) {

        CatalogueModel toModel(Thinking thinking) {
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
                    tiers(),
                    thinking,
                    rateLimit());
        }

        private @Nullable RateLimit rateLimit() {
            Limit limit = qpmInfo == null ? null : qpmInfo.get(LIMITS);
            return limit == null ? null : limit.toLimit();
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

    /** Limits as the catalogue writes them; periods are seconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Limit(
            @JsonProperty("count_limit") int requests,
            @JsonProperty("count_limit_period") int requestSeconds,
            @JsonProperty("usage_limit") long tokens,
            @JsonProperty("usage_limit_period") int tokenSeconds,
            @JsonProperty("usage_limit_field") String field) {

        RateLimit toLimit() {
            return new RateLimit(
                    requests,
                    Duration.ofSeconds(requestSeconds),
                    tokens,
                    Duration.ofSeconds(tokenSeconds),
                    field.equals("output_tokens"));
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
