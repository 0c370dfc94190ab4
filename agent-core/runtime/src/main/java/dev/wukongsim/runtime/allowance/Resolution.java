package dev.wukongsim.runtime.allowance;

import dev.wukongsim.runtime.allowance.AllowancePolicy.Department;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Exemption;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Pack;
import dev.wukongsim.runtime.allowance.Grant.Opening;
import dev.wukongsim.runtime.budget.Funding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One question to a policy. */
final class Resolution {

    private final AllowancePolicy policy;
    private final String employee;
    private final String department;
    private final String product;
    private final LocalDate day;

    Resolution(AllowancePolicy policy, String employee, String department, String product, Instant moment) {
        this.policy = policy;
        this.employee = employee;
        this.department = department;
        this.product = product;
        this.day = LocalDate.ofInstant(moment, policy.zone());
    }

    Grant grant() {
        Optional<Department> rule = Optional.ofNullable(policy.departments().get(department));
        if (rule.isEmpty() && !policy.departments().isEmpty()) {
            return new Grant.Denied(strangerReason());
        }
        Set<String> products = rule.map(Department::products).orElse(Set.of());
        if (!products.isEmpty() && !products.contains(product)) {
            return new Grant.Denied("Department '%s' may use %s, not '%s'; add it to the department's 'products'"
                    .formatted(department, words(products), product));
        }
        return seat(rule)
                .<Grant>map(seat -> allowed(rule, seat))
                .orElseGet(() -> new Grant.Denied(
                        "Employee '%s' has no allowance for product '%s', only for %s; add one to 'employee', to the department or to the employee"
                                .formatted(
                                        employee, product, words(policy.seats().keySet()))));
    }

    private Grant.Allowed allowed(Optional<Department> rule, Quota seat) {
        List<Opening> path = limits(rule).toList();
        List<Opening> sources = Stream.concat(
                        Stream.of(new Opening(AccountName.employee(employee, product, month()), seat)), packs(seat))
                .toList();
        List<Opening> all = new ArrayList<>(path);
        all.addAll(sources);
        return new Grant.Allowed(all, new Funding(accounts(path), accounts(sources)));
    }

    private Stream<Opening> limits(Optional<Department> rule) {
        Opening organisation = new Opening(AccountName.organisation(month()), policy.organisation());
        @Nullable Quota limit = rule.map(Department::limit).orElse(null);
        return limit == null
                ? Stream.of(organisation)
                : Stream.of(new Opening(AccountName.department(department, month()), limit), organisation);
    }

    private Optional<Quota> seat(Optional<Department> rule) {
        Optional<Quota> own = Optional.ofNullable(
                        policy.overrides().getOrDefault(employee, Map.of()).get(product))
                .filter(override -> override.holds(day))
                .map(Exemption::quota);
        return own.or(() -> rule.map(Department::seats).map(seats -> seats.get(product)))
                .or(() -> Optional.ofNullable(policy.seats().get(product)));
    }

    private Stream<Opening> packs(Quota seat) {
        return policy.packs().stream()
                .filter(pack -> pack.serves(department, seat.unit(), day))
                .sorted(Comparator.comparing(Pack::expires).thenComparing(Pack::name))
                .map(pack -> new Opening(AccountName.pack(pack.name()), pack.quota()));
    }

    private String strangerReason() {
        String who = department.isBlank()
                ? "Employee '%s' belongs to no department".formatted(employee)
                : "Department '%s' of employee '%s' is not in the budget policy".formatted(department, employee);
        return who + "; departments: " + words(policy.departments().keySet());
    }

    private YearMonth month() {
        return YearMonth.from(day);
    }

    private static List<String> accounts(List<Opening> openings) {
        return openings.stream().map(Opening::account).toList();
    }

    private static String words(Collection<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}
