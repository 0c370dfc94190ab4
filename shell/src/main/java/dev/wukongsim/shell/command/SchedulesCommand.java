package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.schedule.ScheduleStore;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.ScheduleStatus;
import dev.wukongsim.shell.render.SchedulesJson;
import dev.wukongsim.shell.render.Table;
import dev.wukongsim.shell.wiring.ScheduleFile;
import dev.wukongsim.shell.wiring.Stores;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class SchedulesCommand implements ShellCommand {

    private static final int NEXT = 5;

    private final ObjectProvider<Stores> stores;
    private final Timer timer;

    SchedulesCommand(ObjectProvider<Stores> stores, Timer timer) {
        this.stores = stores;
        this.timer = timer;
    }

    @Override
    public Usage usage() {
        return Usage.of("schedules", "lists when task files run by themselves, and what is left of their budgets")
                .takesSome("FILE")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        List<ScheduleStatus> schedules = ScheduleFile.load(invocation.arguments(), true).stream()
                .map(this::status)
                .toList();
        if (invocation.flag("json")) {
            invocation.out().println(SchedulesJson.of(schedules));
        } else {
            Table table = new Table();
            schedules.forEach(status -> status.printTo(table));
            table.print(invocation.out());
        }
        return 0;
    }

    private ScheduleStatus status(ScheduleFile file) {
        Instant now = timer.now();
        return new ScheduleStatus(
                file.name(),
                file.words(),
                file.schedule().next(now, NEXT),
                stores.getObject()
                        .schedules()
                        .find(file.name())
                        .map(ScheduleStore.Remembered::tick)
                        .map(tick -> tick.atZone(file.schedule().zone())),
                file.account(now, stores.getObject().ledger()));
    }
}
