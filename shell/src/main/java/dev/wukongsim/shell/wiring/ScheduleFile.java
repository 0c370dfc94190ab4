package dev.wukongsim.shell.wiring;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.definition.ScheduleDefinition;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.schedule.Schedule;
import dev.wukongsim.shell.line.CommandFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task file with a schedule, both checked. */
public record ScheduleFile(TaskFile file, ScheduleDefinition definition, Schedule schedule) {

    public ScheduleFile {
        requireNonNull(file, "file is null");
        requireNonNull(definition, "definition is null");
        requireNonNull(schedule, "schedule is null");
    }

    /**
     * Read task files that have schedules of different names.
     *
     * @throws dev.wukongsim.runtime.definition.InvalidDefinitionException if a file is wrong
     * @throws CommandFailure if one has no schedule, or two have the same name
     */
    public static List<ScheduleFile> load(List<String> paths, boolean live) {
        Map<String, ScheduleFile> files = new LinkedHashMap<>();
        for (String path : paths) {
            ScheduleFile file = load(Path.of(path), live);
            ScheduleFile other = files.put(file.name(), file);
            if (other != null) {
                throw CommandFailure.usage("Files '" + other.file().path() + "' and '" + path
                        + "' are both named '" + file.name()
                        + "', and a schedule is known by its name; change the 'name' of one");
            }
        }
        return List.copyOf(files.values());
    }

    private static ScheduleFile load(Path path, boolean live) {
        TaskFile file = TaskCheck.load(path, live);
        ScheduleDefinition definition = file.schedule()
                .orElseThrow(() -> CommandFailure.usage("Task file '" + path
                        + "' has no schedule; add one, such as: schedule: { cron: '0 9 * * MON-FRI' }"));
        return new ScheduleFile(file, definition, Schedule.of(definition));
    }

    public String name() {
        return file.definition().name();
    }

    /** What is left for its runs at this moment; empty if the schedule has no budget. */
    public Optional<Account> account(Instant moment, TokenLedger ledger) {
        return definition
                .account(name(), moment)
                .map(account -> ledger.account(account)
                        .orElseGet(() -> new Account(
                                account, requireNonNull(definition.budget()).tokens(), 0, 0)));
    }

    /** The schedule in words, such as {@code 0 9 * * MON-FRI in Asia/Shanghai}. */
    public String words() {
        return schedule + " in " + (definition.zone() == null ? "UTC" : definition.zone());
    }
}
