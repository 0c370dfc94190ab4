package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.TaskIds;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.shell.wiring.TaskRecord;
import dev.wukongsim.shell.wiring.TaskRecords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class ForkCommand implements ShellCommand {

    private final ObjectProvider<Archive> archive;
    private final ObjectProvider<TaskRecords> records;
    private final ObjectProvider<TaskRun> runs;
    private final ObjectProvider<TaskIds> ids;

    ForkCommand(
            ObjectProvider<Archive> archive,
            ObjectProvider<TaskRecords> records,
            ObjectProvider<TaskRun> runs,
            ObjectProvider<TaskIds> ids) {
        this.archive = archive;
        this.records = records;
        this.runs = runs;
        this.ids = ids;
    }

    @Override
    public Usage usage() {
        return Overrides.on(Usage.of("fork", "runs a new task from where another one stood before a step")
                        .takes("ID")
                        .requires("at", "STEP", "the step of the other task, as 'trace' numbers them")
                        .option("prompt", "TEXT", "said to the agent first"))
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        String parent = archive.getObject().find(invocation.argument(0));
        TaskRecord record = records.getObject().known(parent);
        records.getObject().requireUnchanged(record);
        int step = step(invocation);
        return runs.getObject()
                .fork(
                        record,
                        step,
                        ids.getObject().next(),
                        Overrides.over(record.order(), invocation),
                        invocation.option("prompt"),
                        invocation);
    }

    private static int step(Invocation invocation) {
        long step = invocation.number("at").orElseThrow();
        if (step < 1 || step > Integer.MAX_VALUE) {
            throw CommandFailure.usage("Option '--at' takes the number of a step, from 1, not " + step);
        }
        return (int) step;
    }
}
