package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.schedule.Extent;
import dev.wukongsim.schedule.ScheduledTask;
import dev.wukongsim.schedule.Scheduler;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.TickText;
import dev.wukongsim.shell.render.TicksJson;
import dev.wukongsim.shell.wiring.Lookout;
import dev.wukongsim.shell.wiring.ScheduleFile;
import dev.wukongsim.shell.wiring.Stores;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class ScheduleCommand implements ShellCommand {

    private final ObjectProvider<Stores> stores;
    private final ObjectProvider<Lookout> lookout;
    private final ObjectProvider<TaskRun> runs;
    private final Timer timer;
    private final Console console;

    ScheduleCommand(
            ObjectProvider<Stores> stores,
            ObjectProvider<Lookout> lookout,
            ObjectProvider<TaskRun> runs,
            Timer timer,
            Console console) {
        this.stores = stores;
        this.lookout = lookout;
        this.runs = runs;
        this.timer = timer;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("schedule", "serves the schedules of task files until interrupted")
                .takesSome("FILE")
                .option("ticks", "N", "ends after so many ticks of each schedule")
                .option("until", "TIME", "serves no later tick, such as 2026-11-27T18:00:00+08:00")
                .option("seed", "N", "of all that is random; 0 by default")
                .flag("live", "asks the model at WUKONG_ENDPOINT, not the mocked one")
                .flag("json", "prints one JSON object on standard output in the end");
    }

    @Override
    public int run(Invocation invocation) {
        List<ScheduleFile> files = ScheduleFile.load(invocation.arguments(), invocation.flag("live"));
        Extent extent = extent(invocation);
        TicksJson json = new TicksJson(invocation.flag("json"));
        TickBoard board = new TickBoard(console.err(), new TickText(zones(files)), json);
        Scheduler scheduler = new Scheduler(stores.getObject().schedules(), timer, board);
        files.forEach(this::announce);
        scheduler.serve(files.stream().map(file -> task(file, invocation)).toList(), extent);
        if (invocation.flag("json")) {
            invocation.out().println(json);
        }
        return board.exitCode();
    }

    private Extent extent(Invocation invocation) {
        long ticks = invocation.number("ticks").orElse(Extent.FOREVER.ticks());
        if (ticks < 1) {
            throw CommandFailure.usage("Option '--ticks' takes at least 1, not " + ticks);
        }
        return new Extent(invocation.option("until").map(this::end).orElse(Extent.FOREVER.until()), ticks);
    }

    private Instant end(String until) {
        Instant end;
        try {
            end = OffsetDateTime.parse(until).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    "Option '--until' takes a time with its offset, such as 2026-11-27T18:00:00+08:00, not '" + until
                            + "'",
                    e);
        }
        if (!end.isAfter(timer.now())) {
            throw CommandFailure.usage("Option '--until' takes a time that is yet to come, not '" + until + "'");
        }
        return end;
    }

    private static Map<String, ZoneId> zones(List<ScheduleFile> files) {
        return files.stream()
                .collect(Collectors.toMap(
                        ScheduleFile::name, file -> file.schedule().zone()));
    }

    private void announce(ScheduleFile file) {
        console.err()
                .println(file.name() + ": " + file.words() + ", next tick "
                        + TickText.time(file.schedule().next(timer.now(), 1).getFirst()));
        console.err().flush();
    }

    private ScheduledTask task(ScheduleFile file, Invocation invocation) {
        return new ScheduledTask(
                file.name(),
                file.schedule(),
                file.definition().missed(),
                new ScheduledWork(
                        file,
                        Overrides.order(file.file().path().toString(), Map.of(), invocation),
                        lookout.getObject(),
                        runs.getObject()));
    }
}
