package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Models with their windows and list prices, as one dated file states them. Immutable. Prices are the provider's list
 * prices at the file's date; a model or a price that is not in the file is unknown, never free.
 */
public final class Catalogue implements PriceList {

    private static final String BUNDLED = "bailian-text-models-2026-05-30.json";

    private final String source;
    private final LocalDate asOf;
    private final String currency;
    private final Map<String, CatalogueModel> models = new LinkedHashMap<>();

    private Catalogue(JsonNode file) {
        source = file.required("source").asText();
        asOf = LocalDate.parse(file.required("as_of").asText());
        currency = file.required("currency").asText();
        for (JsonNode model : file.required("models")) {
            models.put(model.required("model").asText(), model(model));
        }
    }

    /** The newest catalogue that comes with this version. Read on the first call. */
    public static Catalogue bundled() {
        return Bundled.CATALOGUE;
    }

    private static final class Bundled {
        static final Catalogue CATALOGUE = read();

        private static Catalogue read() {
            try (InputStream in = requireNonNull(Catalogue.class.getResourceAsStream(BUNDLED), BUNDLED)) {
                return new Catalogue(new ObjectMapper().readTree(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where the figures come from, and under which licence. */
    public String source() {
        return source;
    }

    /** The day for which the figures hold. */
    public LocalDate asOf() {
        return asOf;
    }

    /** All models, in the order of the file. */
    public Collection<CatalogueModel> models() {
        return List.copyOf(models.values());
    }

    public Optional<CatalogueModel> find(String model) {
        return Optional.ofNullable(models.get(model));
    }

    @Override
    public Optional<Money> price(String model, Usage usage) {
        return find(model)
                .filter(known -> !known.tiers().isEmpty())
                .map(known -> new Money(currency, known.tier(usage.input()).micros(usage)));
    }

    private static CatalogueModel model(JsonNode model) {
        int window = model.required("contextWindow").asInt();
        return new CatalogueModel(
                model.required("model").asText(),
                model.required("name").asText(),
                model.required("provider").asText(),
                window,
                model.path("maxInputTokens").asInt(window),
                model.path("maxOutputTokens").asInt(window),
                features(model),
                tiers(model));
    }

    private static Set<String> features(JsonNode model) {
        Set<String> features = new HashSet<>();
        model.path("features").forEach(feature -> features.add(feature.asText()));
        model.path("capabilities").forEach(capability -> features.add(capability.asText()));
        return features;
    }

    private static List<PriceTier> tiers(JsonNode model) {
        List<PriceTier> tiers = new ArrayList<>();
        if (model.has("prices")) {
            tiers.add(new PriceTier(Long.MAX_VALUE, prices(model.get("prices"))));
        }
        for (JsonNode range : model.path("multiPrices")) {
            tiers.add(new PriceTier(range.required("rangeEnd").asLong(), prices(range.required("prices"))));
        }
        return tiers;
    }

    private static Map<String, BigDecimal> prices(JsonNode list) {
        Map<String, BigDecimal> prices = new HashMap<>();
        list.forEach(price -> prices.put(
                price.required("type").asText(),
                new BigDecimal(price.required("price").asText())));
        return prices;
    }
}
