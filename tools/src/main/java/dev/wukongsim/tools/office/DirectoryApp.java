package dev.wukongsim.tools.office;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.List;

/** The company directory. */
final class DirectoryApp {

    /** What a list of people shows of each. */
    record Card(String id, String name, String pinyin, String title, String department) {}

    private final OfficeStore store;

    DirectoryApp(OfficeStore store) {
        this.store = store;
    }

    @Tool(
            name = "directory.find",
            value =
                    "Find employees by name in Chinese or pinyin, by id or by e-mail."
                            + " Returns everybody who matches. If there are several, ask which one is meant instead of guessing.",
            metadata = Contracts.READING)
    List<Card> find(@P("Name, id or e-mail, or a part of it, such as 李娜, Li Na or li.na") String name) {
        List<Employee> found = PeopleSearch.find(store.state(), name);
        if (found.isEmpty()) {
            throw new RefusedException("Nobody at " + store.state().company() + " matches '" + name
                    + "'; search by the whole or a part of the name in Chinese (李娜) or pinyin (Li Na), id or e-mail");
        }
        return found.stream().map(DirectoryApp::card).toList();
    }

    @Tool(
            name = "directory.get",
            value = "Get the directory entry of one employee: name, e-mail, title, department and manager.",
            metadata = Contracts.READING)
    Employee get(@P("Employee id such as li.na") String employee) {
        return People.require(store.state(), employee);
    }

    @Tool(name = "directory.manager_of", value = "Get the person an employee reports to.", metadata = Contracts.READING)
    Card managerOf(@P("Employee id such as li.na") String employee) {
        OfficeState state = store.state();
        Employee found = People.require(state, employee);
        return state.managerOf(found)
                .map(DirectoryApp::card)
                .orElseThrow(() ->
                        new RefusedException(found.label() + " leads " + state.company() + " and reports to nobody"));
    }

    private static Card card(Employee employee) {
        return new Card(employee.id(), employee.name(), employee.pinyin(), employee.title(), employee.department());
    }
}
