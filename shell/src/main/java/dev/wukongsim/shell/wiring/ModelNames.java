package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.shell.line.CommandFailure;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.utils.Levenshtein;

/** Which models the mocked Qwen stands for: those of the catalogue. A real endpoint may have any. */
public final class ModelNames {

    private static final int NEAREST = 3;

    private ModelNames() {}

    /**
     * Let a model pass that the mocked Qwen stands for.
     *
     * @throws CommandFailure if the catalogue has no such model
     */
    public static void require(String model) {
        complaint(model).ifPresent(message -> {
            throw CommandFailure.usage(message);
        });
    }

    /** What to say about a model that the catalogue does not have. */
    static Optional<String> complaint(String model) {
        return Catalogue.bundled().find(model).isPresent()
                ? Optional.empty()
                : Optional.of("Model '" + model + "' is not in the catalogue; the nearest are " + nearest(model));
    }

    private static String nearest(String model) {
        return Catalogue.bundled().models().stream()
                .map(CatalogueModel::id)
                .sorted(Comparator.comparingInt(id -> Levenshtein.distance(model, id)))
                .limit(NEAREST)
                .collect(Collectors.joining(", "));
    }
}
