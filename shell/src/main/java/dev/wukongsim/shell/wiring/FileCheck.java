package dev.wukongsim.shell.wiring;

import dev.wukongsim.runtime.definition.BudgetFile;
import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.schedule.Schedule;
import dev.wukongsim.simulator.reply.Replies;
import dev.wukongsim.testkit.suite.SuiteFile;
import dev.wukongsim.tools.office.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a strict reading of one file found.
 *
 * @param bound of a task file that is right
 * @param schedule of a task file that is right and has one
 */
public record FileCheck(Path file, List<Violation> violations, Optional<Bound> bound, Optional<Schedule> schedule) {

    private static final String TASK = "Task";
    private static final Pattern KIND = Pattern.compile("^kind:\\s*(\\w+)", Pattern.MULTILINE);

    public FileCheck {
        violations = List.copyOf(violations);
    }

    /** Check a file by its kind; a file that states none is taken for a task. */
    public static FileCheck of(Path file) {
        try {
            return switch (kind(file)) {
                case "World" -> {
                    World.load(file);
                    yield right(file);
                }
                case "Budget" -> {
                    BudgetFile.load(file);
                    yield right(file);
                }
                case "Suite" -> {
                    SuiteFile.find(file);
                    yield right(file);
                }
                case "Replies", "Recording" -> {
                    Replies.read(file);
                    yield right(file);
                }
                default -> task(file);
            };
        } catch (InvalidDefinitionException e) {
            return wrong(file, e.violations());
        }
    }

    public boolean ok() {
        return violations.isEmpty();
    }

    private static String kind(Path file) {
        try {
            Matcher kind = KIND.matcher(Files.readString(file));
            return kind.find() ? kind.group(1) : TASK;
        } catch (IOException unreadable) {
            return TASK;
        }
    }

    private static FileCheck right(Path file) {
        return new FileCheck(file, List.of(), Optional.empty(), Optional.empty());
    }

    private static FileCheck wrong(Path file, List<Violation> violations) {
        return new FileCheck(file, violations, Optional.empty(), Optional.empty());
    }

    private static FileCheck task(Path path) {
        TaskFile file = TaskCheck.load(path, false);
        Task task = Task.of("t-0", file, Map.of());
        long first = Bound.firstRequest(task);
        if (first >= task.budget() - task.reserve()) {
            Violation tooSmall = file.violation("/budget/tokens", tooSmall(first, task));
            return wrong(path, List.of(tooSmall));
        }
        return new FileCheck(
                path, List.of(), Optional.of(Bound.of(task)), file.schedule().map(Schedule::of));
    }

    private static String tooSmall(long first, Task task) {
        String kept = task.reserve() == 0
                ? ""
                : String.format(Locale.ROOT, ", of which %,d are kept for the last call", task.reserve());
        return String.format(
                Locale.ROOT,
                "the first request alone takes %,d tokens, and the budget is %,d%s",
                first,
                task.budget(),
                kept);
    }
}
