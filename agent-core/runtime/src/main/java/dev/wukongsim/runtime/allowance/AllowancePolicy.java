package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may spend how much in a month. The most specific rule wins: everybody's seat, then the department's, then the
 * employee's own as long as it holds. Pure: it opens nothing.
 *
 * @param zone where months begin and days end
 * @param organisation what all may spend together in one month
 * @param seats what each employee may spend in one month, by product
 * @param departments by id; if there are none, every department is as good as any other
 * @param overrides by employee, then by product
 * @param packs are drawn on when a seat is used up
 */
public record AllowancePolicy(
        ZoneId zone,
        Quota organisation,
        Map<String, Quota> seats,
        Map<String, Department> departments,
        Map<String, Map<String, Exemption>> overrides,
        List<Pack> packs) {

    /**
     * What holds for the people of a department.
     *
     * @param limit what they may spend together in one month; null if only the organisation limits them
     * @param products that they may use; empty for all
     * @param seats what each of them may spend in one month instead of everybody's, by product
     */
    public record Department(@Nullable Quota limit, Set<String> products, Map<String, Quota> seats) {

        public Department {
            products = Set.copyOf(products);
            seats = Map.copyOf(seats);
        }
    }

    /**
     * What one employee may spend in one month instead.
     *
     * @param until the last day on which it holds; null if it holds for good
     */
    public record Exemption(Quota quota, @Nullable LocalDate until) {

        public Exemption {
            requireNonNull(quota, "quota is null");
        }

        boolean holds(LocalDate day) {
            return until == null || !day.isAfter(until);
        }
    }

    /**
     * An amount that is there once, and not each month.
     *
     * @param name unique
     * @param department whose people may draw on it; null for everybody
     * @param expires the last day on which it may be drawn on
     */
    public record Pack(String name, @Nullable String department, Quota quota, LocalDate expires) {

        public Pack {
            requireNonNull(name, "name is null");
            requireNonNull(quota, "quota is null");
            requireNonNull(expires, "expires is null");
        }

        /** A seat and its packs pay together, so they have to count the same. */
        boolean serves(String ofDepartment, Unit unit, LocalDate day) {
            return (department == null || department.equals(ofDepartment))
                    && quota.unit() == unit
                    && !day.isAfter(expires);
        }
    }

    public AllowancePolicy {
        requireNonNull(zone, "zone is null");
        requireNonNull(organisation, "organisation is null");
        seats = Map.copyOf(seats);
        departments = Map.copyOf(departments);
        overrides = overrides.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
        packs = List.copyOf(packs);
        requireUnique(packs, Pack::name);
    }

    /** A policy that treats everybody alike. */
    public static AllowancePolicy uniform(ZoneId zone, Quota organisation, String product, Quota seat) {
        return new AllowancePolicy(zone, organisation, Map.of(product, seat), Map.of(), Map.of(), List.of());
    }

    /**
     * Which accounts an employee's task draws on, or why it may not run.
     *
     * @param department that the employee belongs to; blank if none is known
     */
    public Grant resolve(String employee, String department, String product, Instant moment) {
        return new Resolution(this, employee, department, product, moment).grant();
    }

    private static <T> void requireUnique(List<T> items, Function<T, String> name) {
        List<String> names = items.stream().map(name).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("Packs must have different names: " + String.join(", ", names));
        }
    }
}
