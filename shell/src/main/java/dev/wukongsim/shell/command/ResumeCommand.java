package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.shell.wiring.TaskRecord;
import dev.wukongsim.shell.wiring.TaskRecords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class ResumeCommand implements ShellCommand {

    private final ObjectProvider<Archive> archive;
    private final ObjectProvider<TaskRecords> records;
    private final ObjectProvider<TaskRun> runs;

    ResumeCommand(ObjectProvider<Archive> archive, ObjectProvider<TaskRecords> records, ObjectProvider<TaskRun> runs) {
        this.archive = archive;
        this.records = records;
        this.runs = runs;
    }

    @Override
    public Usage usage() {
        return Usage.of("resume", "goes on with a task that paused, waits or was cut off")
                .takes("ID")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        String task = archive.getObject().find(invocation.argument(0));
        TaskRecord record = records.getObject().resumable(task);
        records.getObject().requireUnchanged(record);
        return runs.getObject().resume(record, invocation);
    }
}
