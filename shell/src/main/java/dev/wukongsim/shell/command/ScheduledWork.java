package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.ScheduleDefinition.Watch;
import dev.wukongsim.schedule.Tick;
import dev.wukongsim.schedule.TickWork;
import dev.wukongsim.shell.wiring.Lookout;
import dev.wukongsim.shell.wiring.RunOrder;
import dev.wukongsim.shell.wiring.ScheduleFile;
import java.util.Optional;

/** What the schedule of one task file does: it looks at its office, and runs its task there. */
record ScheduledWork(ScheduleFile file, RunOrder order, Lookout lookout, TaskRun runs) implements TickWork {

    @Override
    public Optional<String> look(Tick tick) {
        Optional<Watch> watch = Optional.ofNullable(file.definition().watch());
        return watch.map(wanted -> lookout.look(wanted, tick, order.at(tick), file.file()));
    }

    @Override
    public RunResult run(Tick tick) {
        return runs.carryOut(tick, order.at(tick));
    }

    @Override
    public boolean isCutOff(Tick tick) {
        return runs.isCutOff(tick);
    }
}
