package dev.wukongsim.runtime.definition;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Department;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Exemption;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Pack;
import dev.wukongsim.runtime.allowance.Quota;
import dev.wukongsim.runtime.definition.BudgetDefinition.Amount;
import dev.wukongsim.runtime.definition.BudgetDefinition.DepartmentDefinition;
import dev.wukongsim.runtime.definition.BudgetDefinition.PackDefinition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns a budget file into a policy, and collects what a schema cannot say. */
final class BudgetReader {

    private static final Quota NOTHING = Quota.tokens(0);

    private final YamlFile<BudgetDefinition> file;
    private final BudgetDefinition content;
    private final List<Violation> violations = new ArrayList<>();

    BudgetReader(YamlFile<BudgetDefinition> file) {
        this.file = file;
        this.content = file.content();
    }

    AllowancePolicy policy() {
        ZoneId zone = zone();
        Quota organisation = quota("/organisation", content.organisation());
        Map<String, Quota> seats = seats("/employee", content.employee());
        Map<String, Department> departments = new TreeMap<>();
        content.departments().forEach((id, department) -> departments.put(id, department(id, department)));
        Map<String, Map<String, Exemption>> overrides = new TreeMap<>();
        content.employees().forEach((id, own) -> overrides.put(id, exemptions("/employees/" + id, own)));
        List<Pack> packs = packs();
        throwIfAny();
        AllowancePolicy policy = new AllowancePolicy(zone, organisation, seats, departments, overrides, packs);
        new BudgetCheck(policy, this::complain).checkProducts();
        throwIfAny();
        return policy;
    }

    private void throwIfAny() {
        if (!violations.isEmpty()) {
            violations.sort(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column));
            throw new InvalidDefinitionException(violations);
        }
    }

    private ZoneId zone() {
        @Nullable String zone = content.zone();
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            complain("/zone", "there is no time zone '" + zone + "'; one is 'Asia/Shanghai'");
            return ZoneOffset.UTC;
        }
    }

    private Department department(String id, DepartmentDefinition definition) {
        String place = "/departments/" + id;
        Amount limit = definition.limit();
        return new Department(
                limit == null ? null : quota(place + "/limit", limit),
                definition.products() == null ? Set.of() : Set.copyOf(definition.products()),
                definition.employee() == null ? Map.of() : seats(place + "/employee", definition.employee()));
    }

    private Map<String, Quota> seats(String place, Map<String, Amount> amounts) {
        Map<String, Quota> seats = new TreeMap<>();
        amounts.forEach((product, amount) -> seats.put(product, quota(place + "/" + product, amount)));
        return seats;
    }

    private Map<String, Exemption> exemptions(String place, Map<String, Amount> amounts) {
        Map<String, Exemption> exemptions = new TreeMap<>();
        amounts.forEach((product, amount) -> exemptions.put(product, exemption(place + "/" + product, amount)));
        return exemptions;
    }

    private Exemption exemption(String place, Amount amount) {
        @Nullable String until = amount.until();
        return new Exemption(quota(place, amount), until == null ? null : day(place + "/until", until));
    }

    private LocalDate day(String place, String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            complain(place, "there is no day '" + day + "'; one is '2026-12-31'");
            return LocalDate.MIN;
        }
    }

    private List<Pack> packs() {
        List<Pack> packs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < content.packs().size(); i++) {
            PackDefinition pack = content.packs().get(i);
            String place = "/packs/" + i;
            if (!names.add(pack.name())) {
                complain(place + "/name", "there is another pack '" + pack.name() + "'; names must differ");
            }
            if (pack.department() != null && !content.departments().containsKey(pack.department())) {
                complain(
                        place + "/department",
                        "there is no department '" + pack.department() + "'; departments: "
                                + String.join(
                                        ", ",
                                        new TreeSet<>(content.departments().keySet())));
            }
            packs.add(new Pack(
                    pack.name(),
                    pack.department(),
                    quota(place, pack.amount()),
                    day(place + "/expires", pack.expires())));
        }
        return packs;
    }

    private Quota quota(String place, Amount amount) {
        List<Quota> given = new ArrayList<>();
        try {
            Optional.ofNullable(amount.tokens()).map(Quota::tokens).ifPresent(given::add);
            Optional.ofNullable(amount.yuan()).map(Quota::yuan).ifPresent(given::add);
            Optional.ofNullable(amount.credits()).map(Quota::credits).ifPresent(given::add);
        } catch (IllegalArgumentException e) {
            complain(place, String.valueOf(e.getMessage()));
            return NOTHING;
        }
        if (given.size() != 1) {
            complain(place, "takes exactly one of 'tokens', 'yuan' and 'credits', not " + given.size());
            return NOTHING;
        }
        return given.getFirst();
    }

    private void complain(String place, String message) {
        violations.add(file.violation(place, message));
    }
}
