package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNullElse;

import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a catalogue file must keep beyond its schema: each model and price once, tiers without gaps. */
final class CatalogueCheck {

    private final YamlFile<CatalogueFile> file;
    private final List<Violation> violations = new ArrayList<>();

    private CatalogueCheck(YamlFile<CatalogueFile> file) {
        this.file = file;
    }

    static List<Violation> violations(YamlFile<CatalogueFile> file) {
        CatalogueCheck check = new CatalogueCheck(file);
        check.checkModels();
        return check.violations;
    }

    private void checkModels() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < file.content().models().size(); i++) {
            CatalogueFile.Model model = file.content().models().get(i);
            String pointer = "/models/" + i;
            if (!names.add(model.model())) {
                report(pointer, model, "is listed twice; a file has one price for a model");
            }
            checkTiers(pointer + "/multiPrices", model);
            if (model.prices() != null) {
                checkPrices(pointer + "/prices", model, model.prices());
            }
        }
    }

    private void checkTiers(String pointer, CatalogueFile.Model model) {
        long end = 0;
        List<CatalogueFile.Range> tiers = requireNonNullElse(model.multiPrices(), List.of());
        for (int i = 0; i < tiers.size(); i++) {
            CatalogueFile.Range tier = tiers.get(i);
            if (tier.rangeStart() != end || tier.rangeEnd() <= end) {
                report(
                        pointer + "/" + i,
                        model,
                        "has a tier from " + tier.rangeStart() + " to " + tier.rangeEnd() + " after one that ends at "
                                + end + "; a tier begins where the one before it ends, and ends later");
            }
            end = tier.rangeEnd();
            checkPrices(pointer + "/" + i + "/prices", model, tier.prices());
        }
    }

    private void checkPrices(String pointer, CatalogueFile.Model model, List<CatalogueFile.Price> prices) {
        Set<String> types = new HashSet<>();
        for (CatalogueFile.Price price : prices) {
            if (!types.add(price.type())) {
                report(pointer, model, "has two prices for '" + price.type() + "' in one tier");
            }
        }
        boolean input = types.contains("input_token") || types.contains("thinking_input_token");
        boolean output = types.contains("output_token") || types.contains("thinking_output_token");
        if (!input || !output) {
            report(pointer, model, "has a tier without a price for input or for output; it needs both");
        }
    }

    private void report(String pointer, CatalogueFile.Model model, String problem) {
        violations.add(file.violation(pointer, "model '" + model.model() + "' " + problem));
    }
}
