package dev.wukongsim.qwen;

import dev.wukongsim.qwen.price.Pricing;
import dev.wukongsim.qwen.price.Terms;
import dev.wukongsim.qwen.price.Unpriced;
import dev.wukongsim.runtime.model.Usage;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Price lists of one provider over time. A list is in force from its date until the date of the next one. Immutable.
 *
 * <pre>{@code
 * PriceBook.bundled().quote(day, "qwen-plus", Usage.of(200_000, 1_000), Terms.ORDINARY);
 * }</pre>
 */
public final class PriceBook {

    private static final List<String> BUNDLED = List.of("bailian-text-models-2026-05-30.json");

    private final NavigableMap<LocalDate, Catalogue> lists = new TreeMap<>();

    private PriceBook(Collection<Catalogue> catalogues) {
        if (catalogues.isEmpty()) {
            throw new IllegalArgumentException("A price book needs at least one list");
        }
        for (Catalogue catalogue : catalogues) {
            Catalogue other = lists.put(catalogue.asOf(), catalogue);
            if (other != null) {
                throw new IllegalArgumentException("Price lists '" + other.name() + "' and '" + catalogue.name()
                        + "' are both of " + catalogue.asOf() + "; only one can be in force");
            }
        }
    }

    /**
     * A book of these lists.
     *
     * @throws IllegalArgumentException if there is none, or two are of one day
     */
    public static PriceBook of(Collection<Catalogue> catalogues) {
        return new PriceBook(catalogues);
    }

    /** The lists that come with this version. Read on the first call. */
    public static PriceBook bundled() {
        return Bundled.BOOK;
    }

    private static final class Bundled {
        static final PriceBook BOOK =
                new PriceBook(BUNDLED.stream().map(Catalogue::resource).toList());
    }

    /** All lists, the oldest first. */
    public List<Catalogue> lists() {
        return List.copyOf(lists.values());
    }

    public Catalogue newest() {
        return lists.lastEntry().getValue();
    }

    /** The list in force on a day; empty before the first one. */
    public Optional<Catalogue> at(LocalDate day) {
        return Optional.ofNullable(lists.floorEntry(day)).map(entry -> entry.getValue());
    }

    /** The price of one call on a day. */
    public Pricing quote(LocalDate day, String model, Usage usage, Terms terms) {
        return at(day).map(list -> list.quote(model, usage, terms))
                .orElseGet(() -> new Unpriced("No price list is in force on " + day + "; the first one, '"
                        + lists.firstEntry().getValue().name() + "', begins on " + lists.firstKey()));
    }
}
