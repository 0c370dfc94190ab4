package dev.wukongsim.tools.office;

import dev.langchain4j.exception.ToolArgumentsException;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the one person a call means, or says how to find them. */
final class People {

    private People() {}

    /** @throws ToolArgumentsException if there is no employee with this id */
    static Employee require(OfficeState state, String id) {
        return state.employee(id).orElseThrow(() -> new ToolArgumentsException(unknown(state, id)));
    }

    /** The correction for an id that no employee has. */
    static String unknown(OfficeState state, String id) {
        List<Employee> meant = PeopleSearch.find(state, id);
        String remedy =
                meant.isEmpty() ? "look the person up with directory.find" : "did you mean " + labels(meant) + "?";
        return "No employee has the id '" + id + "'; " + remedy;
    }

    static String labels(List<Employee> employees) {
        return employees.stream().map(Employee::label).collect(Collectors.joining(", "));
    }
}
