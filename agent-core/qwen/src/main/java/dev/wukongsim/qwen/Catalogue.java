package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.wukongsim.qwen.price.ModelPrices;
import dev.wukongsim.qwen.price.Pricing;
import dev.wukongsim.qwen.price.Terms;
import dev.wukongsim.qwen.price.Unpriced;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models with their windows and list prices, as one dated file states them. Immutable. Prices are the provider's list
 * prices at the file's date, promotions left out; a model or a price that is not in the file is unknown, never free.
 *
 * @see PriceBook
 */
public final class Catalogue implements PriceList {

    private final String name;
    private final CatalogueFile file;
    private final Map<String, CatalogueModel> models = new LinkedHashMap<>();

    private Catalogue(String fileName, CatalogueFile file) {
        this.name = fileName.replaceFirst("\\.[^.]+$", "");
        this.file = file;
        file.models().forEach(model -> models.put(model.model(), file.model(model)));
    }

    /** The newest catalogue that comes with this version. Read on the first call. */
    public static Catalogue bundled() {
        return PriceBook.bundled().newest();
    }

    /**
     * Read a catalogue of one's own, in JSON or YAML.
     *
     * @throws InvalidDefinitionException with everything that is wrong, by line and column
     */
    public static Catalogue read(Path path) {
        YamlFile<CatalogueFile> file = YamlFile.open(path, CatalogueFile.class, "catalogue.schema.yaml");
        List<Violation> violations = CatalogueCheck.violations(file);
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return new Catalogue(path.getFileName().toString(), file.content());
    }

    /** Read a catalogue that comes with this version and has been checked by its tests. */
    static Catalogue resource(String name) {
        try (InputStream in = requireNonNull(Catalogue.class.getResourceAsStream(name), name)) {
            JsonMapper json = JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build();
            return new Catalogue(name, json.readValue(in, CatalogueFile.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's name without its ending: which list this is, in which version. */
    public String name() {
        return name;
    }

    /** Where the figures come from, and under which licence. */
    public String source() {
        return file.source();
    }

    /** The first day for which the figures hold. */
    public LocalDate asOf() {
        return file.asOf();
    }

    /** All models, in the order of the file. */
    public Collection<CatalogueModel> models() {
        return List.copyOf(models.values());
    }

    public Optional<CatalogueModel> find(String model) {
        return Optional.ofNullable(models.get(model));
    }

    /** The price of a call on the terms that its usage lets one infer, see {@link Terms#of}. */
    @Override
    public Optional<Money> price(String model, Usage usage) {
        return quote(model, usage, Terms.of(usage)).money();
    }

    /**
     * The price of one call, with its parts and its tier.
     *
     * @param usage of a single call, never a sum: the tier goes by its input
     */
    public Pricing quote(String model, Usage usage, Terms terms) {
        return prices(model).map(prices -> prices.quote(usage, terms)).orElseGet(() -> unknown(model));
    }

    /** The most that a request can cost, whatever comes of it; see {@link ModelPrices#ceiling}. */
    public Pricing ceiling(String model, long maxInput, long maxOutput, Terms terms) {
        return prices(model)
                .map(prices -> prices.ceiling(maxInput, maxOutput, terms))
                .orElseGet(() -> unknown(model));
    }

    /** As for a model that may think, as far as the list has a price for it. */
    @Override
    public Optional<Money> ceiling(String model, long input, long output, boolean marksCache) {
        return ceiling(model, input, output, new Terms(true, marksCache, false)).money();
    }

    private Optional<ModelPrices> prices(String model) {
        return find(model).map(known -> new ModelPrices(model, file.currency(), name, known.tiers()));
    }

    private Pricing unknown(String model) {
        return new Unpriced("Price list '" + name + "' has no model '" + model + "' among its " + models.size()
                + "; check the name, or give a list that has it");
    }
}
