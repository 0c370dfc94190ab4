package dev.wukongsim.tools.office;

import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a schema cannot see: ids that are used twice, and ids that nobody has. */
final class WorldCheck {

    private final YamlFile<WorldFile> file;
    private final WorldFile world;
    private final Set<String> departments;
    private final Set<String> employees;
    private final List<Violation> violations = new ArrayList<>();

    WorldCheck(YamlFile<WorldFile> file) {
        this.file = file;
        this.world = file.content();
        this.departments = world.departments().stream().map(Department::id).collect(Collectors.toSet());
        this.employees = world.employees().stream().map(Employee::id).collect(Collectors.toSet());
    }

    /** Everything that is wrong, in the order of the sections. */
    List<Violation> violations() {
        Map<String, String> parties = new HashMap<>(Map.of(Document.EVERYONE, "the whole company"));
        unique("/departments", world.departments(), Department::id, parties);
        unique("/employees", world.employees(), Employee::id, parties);
        unique("/groups", world.groups(), ChatGroup::id, parties);
        unique("/documents", world.documents(), WorldFile.Entry::id, new HashMap<>());
        unique("/budgets", world.budgets(), budget -> budget.department() + " " + budget.category(), new HashMap<>());
        each("/departments", world.departments(), this::check);
        each("/employees", world.employees(), this::check);
        each("/groups", world.groups(), this::check);
        each("/budgets", world.budgets(), this::check);
        each("/documents", world.documents(), this::check);
        return violations;
    }

    private static <T> void each(String place, List<T> elements, BiConsumer<String, T> check) {
        for (int i = 0; i < elements.size(); i++) {
            check.accept(place + "/" + i, elements.get(i));
        }
    }

    private <T> void unique(String place, List<T> elements, Function<T, String> name, Map<String, String> taken) {
        each(place, elements, (where, element) -> {
            String other = taken.putIfAbsent(name.apply(element), where.substring(1));
            if (other != null) {
                add(where, "'" + name.apply(element) + "' is taken by " + other);
            }
        });
    }

    private void check(String place, Department department) {
        employee(place + "/head", department.head());
    }

    private void check(String place, Employee employee) {
        department(place + "/department", employee.department());
        if (employee.manager() != null) {
            employee(place + "/manager", employee.manager());
        }
        if (isOwnSuperior(employee)) {
            add(place + "/manager", "'" + employee.id() + "' is among their own superiors");
        }
    }

    private void check(String place, ChatGroup group) {
        each(place + "/members", group.members(), this::employee);
    }

    private void check(String place, Budget budget) {
        department(place + "/department", budget.department());
        if (!world.approvals().categories().contains(budget.category())) {
            add(
                    place + "/category",
                    "'" + budget.category() + "' is not among /approvals/categories: "
                            + String.join(", ", world.approvals().categories()));
        }
    }

    private void check(String place, WorldFile.Entry document) {
        employee(place + "/owner", document.owner());
        each(place + "/sharedWith", document.sharedWith(), this::reader);
        if ((document.file() == null) == (document.text() == null)) {
            add(place, "document '" + document.id() + "' needs either 'file' or 'text'");
        }
    }

    private void employee(String place, String id) {
        if (!employees.contains(id)) {
            add(place, "no employee has the id '" + id + "'");
        }
    }

    private void department(String place, String id) {
        if (!departments.contains(id)) {
            add(place, "no department has the id '" + id + "'; departments: " + sorted(departments));
        }
    }

    private void reader(String place, String id) {
        if (!employees.contains(id) && !departments.contains(id) && !id.equals(Document.EVERYONE)) {
            add(place, "'" + id + "' is neither an employee nor a department nor '" + Document.EVERYONE + "'");
        }
    }

    private boolean isOwnSuperior(Employee employee) {
        Set<String> seen = new HashSet<>();
        @Nullable String superior = employee.manager();
        while (superior != null && seen.add(superior)) {
            superior = managerOf(superior);
        }
        return seen.contains(employee.id());
    }

    private @Nullable String managerOf(String id) {
        return world.employees().stream()
                .filter(employee -> employee.id().equals(id))
                .findFirst()
                .map(Employee::manager)
                .orElse(null);
    }

    private void add(String place, String message) {
        violations.add(file.violation(place, message));
    }

    private static String sorted(Set<String> ids) {
        return ids.stream().sorted().collect(Collectors.joining(", "));
    }
}
