package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.planning.Planners;
import dev.wukongsim.runtime.planning.UnknownPlannerException;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.UnknownToolException;
import dev.wukongsim.simulator.Replies;
import dev.wukongsim.tools.office.Office;
import dev.wukongsim.tools.office.World;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that everything a task file names exists: employee, tools, planner, model, and what is in its other files. */
public final class TaskCheck {

    private final TaskFile file;
    private final List<Violation> violations = new ArrayList<>();

    private TaskCheck(TaskFile file) {
        this.file = file;
    }

    private static List<Violation> violations(TaskFile file) {
        TaskCheck check = new TaskCheck(file);
        check.checkAgent(file.definition().agent());
        check.checkOffice();
        file.replies().ifPresent(Replies::read);
        return check.violations;
    }

    /**
     * Read a task file and check it.
     *
     * @throws InvalidDefinitionException with everything that is wrong
     */
    public static TaskFile load(Path path) {
        TaskFile file = TaskFile.load(path);
        List<Violation> violations = violations(file);
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return file;
    }

    private void checkAgent(Agent agent) {
        try {
            Planners.standard().named(agent.planner());
        } catch (UnknownPlannerException e) {
            violations.add(file.violation("/agent/planner", String.valueOf(e.getMessage())));
        }
        if (Catalogue.bundled().find(agent.model()).isEmpty()) {
            violations.add(file.violation("/agent/model", "Model '" + agent.model() + "' is not in the catalogue"));
        }
    }

    private void checkOffice() {
        Optional<World> world = file.world().map(World::load);
        ToolRegistry tools = Office.open(world.orElseGet(EmptyWorld::make), Clock.systemUTC())
                .tools();
        checkTools("/agent/tools/", file.definition().agent().tools(), tools);
        checkTools("/confirmed/", file.definition().confirmed(), tools);
        String employee = file.definition().as();
        if (world.isPresent() && world.get().start().employee(employee).isEmpty()) {
            violations.add(file.violation("/as", "There is no employee '" + employee + "' in this world"));
        }
    }

    private void checkTools(String pointer, List<String> names, ToolRegistry tools) {
        for (int i = 0; i < names.size(); i++) {
            try {
                tools.select(List.of(names.get(i)));
            } catch (UnknownToolException e) {
                violations.add(file.violation(pointer + i, String.valueOf(e.getMessage())));
            }
        }
    }
}
