package dev.wukongsim.runtime.definition;

import dev.wukongsim.runtime.allowance.AllowancePolicy;
import dev.wukongsim.runtime.allowance.AllowancePolicy.Department;
import dev.wukongsim.runtime.allowance.Quota;
import dev.wukongsim.runtime.budget.Unit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Checks that the rules of a budget file fit each other. */
final class BudgetCheck {

    private final AllowancePolicy policy;
    private final BiConsumer<String, String> complaints;
    private final Map<String, Quota> products;

    /**
     * A check.
     *
     * @param complaints take a place in the file and what is wrong there
     */
    BudgetCheck(AllowancePolicy policy, BiConsumer<String, String> complaints) {
        this.policy = policy;
        this.complaints = complaints;
        this.products = new TreeMap<>(policy.seats());
        policy.departments().values().forEach(department -> department.seats().forEach(products::putIfAbsent));
    }

    /** A seat counts the same whoever's rule decides, or a month would begin in tokens and end in yuan. */
    void checkProducts() {
        policy.departments().forEach((id, department) -> checkDepartment("/departments/" + id, department));
        policy.overrides()
                .forEach((id, own) -> own.forEach((product, exemption) ->
                        checkSeat("/employees/" + id + "/" + product, product, exemption.quota())));
        for (int i = 0; i < policy.packs().size(); i++) {
            checkPack("/packs/" + i, policy.packs().get(i).quota().unit());
        }
    }

    private void checkDepartment(String place, Department department) {
        department.seats().forEach((product, seat) -> checkSeat(place + "/employee/" + product, product, seat));
        department.products().forEach(product -> checkKnown(place + "/products", product));
    }

    private void checkSeat(String place, String product, Quota seat) {
        checkKnown(place, product);
        @Nullable Quota usual = products.get(product);
        if (usual != null && usual.unit() != seat.unit()) {
            complaints.accept(
                    place,
                    "counts %s, and '%s' counts %s elsewhere in this file"
                            .formatted(word(seat.unit()), product, word(usual.unit())));
        }
    }

    private void checkKnown(String place, String product) {
        if (!products.containsKey(product)) {
            complaints.accept(
                    place,
                    "there is no product '" + product + "' under any 'employee'; products: "
                            + String.join(", ", products.keySet()));
        }
    }

    private void checkPack(String place, Unit unit) {
        if (products.values().stream().noneMatch(seat -> seat.unit() == unit)) {
            complaints.accept(place, "counts %s, and no allowance of an employee does".formatted(word(unit)));
        }
    }

    private static String word(Unit unit) {
        return switch (unit) {
            case TOKENS -> "tokens";
            case MICROS -> "yuan";
        };
    }
}
