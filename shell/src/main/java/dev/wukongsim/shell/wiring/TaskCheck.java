package dev.wukongsim.shell.wiring;

import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Shortage;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.planning.Planners;
import dev.wukongsim.runtime.planning.UnknownPlannerException;
import dev.wukongsim.runtime.tool.ToolRegistry;
import dev.wukongsim.runtime.tool.UnknownToolException;
import dev.wukongsim.schedule.InvalidCronException;
import dev.wukongsim.schedule.Schedule;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.tools.office.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Checks that everything a task file names exists: employee, tools, planner, model, and what is in its other files. */
public final class TaskCheck {

    private final TaskFile file;
    private final List<Violation> violations = new ArrayList<>();

    private TaskCheck(TaskFile file) {
        this.file = file;
    }

    /**
     * Read a task file and check it.
     *
     * @param live whether a real model will answer, which need not be in the catalogue
     * @throws InvalidDefinitionException with everything that is wrong
     */
    public static TaskFile load(Path path, boolean live) {
        TaskCheck check = new TaskCheck(TaskFile.load(path));
        check.checkAgent(live);
        check.checkOffice();
        check.checkSchedule();
        check.file.replies().ifPresent(Replies::read);
        if (!check.violations.isEmpty()) {
            check.violations.sort(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column));
            throw new InvalidDefinitionException(check.violations);
        }
        return check.file;
    }

    private void checkAgent(boolean live) {
        try {
            Planners.standard().named(file.definition().agent().planner());
        } catch (UnknownPlannerException e) {
            violations.add(file.violation("/agent/planner", String.valueOf(e.getMessage())));
        }
        checkModel("/agent/model", file.definition().agent().model(), live);
        List<String> fallback = file.definition().agent().fallback();
        for (int i = 0; i < fallback.size(); i++) {
            checkModel("/agent/fallback/" + i, fallback.get(i), live);
        }
        if (file.definition().budget().shortage().orElseThrow() instanceof Shortage.Degrade degrade) {
            checkModel("/budget/whenShort", degrade.model(), live);
        }
    }

    /** Whether a model exists, and can do what the task wants of its thinking. */
    private void checkModel(String pointer, String name, boolean live) {
        if (!live) {
            ModelNames.complaint(name).ifPresent(message -> violations.add(file.violation(pointer, message)));
        }
        Catalogue.bundled()
                .find(name)
                .flatMap(model ->
                        ThinkingCheck.complaint(model, file.definition().agent().thinking()))
                .ifPresent(message -> violations.add(file.violation(pointer, message)));
    }

    private void checkOffice() {
        ToolRegistry tools = Toolbox.all();
        checkTools("/agent/tools/", file.definition().agent().tools(), tools);
        checkTools("/confirmed/", file.definition().confirmed(), tools);
        String employee = file.definition().as();
        file.world()
                .map(World::load)
                .filter(world -> world.start().employee(employee).isEmpty())
                .ifPresent(world ->
                        violations.add(file.violation("/as", "There is no employee '" + employee + "' in this world")));
    }

    private void checkSchedule() {
        file.schedule().ifPresent(schedule -> {
            try {
                Schedule.of(schedule);
            } catch (InvalidCronException e) {
                violations.add(file.violation("/schedule/cron", String.valueOf(e.getMessage())));
            }
            if (schedule.watch() != null) {
                violations.addAll(new WatchCheck(file, schedule.watch(), Toolbox.all()).violations());
            }
        });
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
