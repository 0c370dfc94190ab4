package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.shell.wiring.Inbox;
import dev.wukongsim.shell.wiring.TaskRecord;
import dev.wukongsim.shell.wiring.TaskRecords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets a task go on, if it can. */
@Component
final class Resumption {

    private final ObjectProvider<Archive> archive;
    private final ObjectProvider<TaskRecords> records;
    private final ObjectProvider<Inbox> inbox;
    private final ObjectProvider<TaskRun> runs;

    Resumption(
            ObjectProvider<Archive> archive,
            ObjectProvider<TaskRecords> records,
            ObjectProvider<Inbox> inbox,
            ObjectProvider<TaskRun> runs) {
        this.archive = archive;
        this.records = records;
        this.inbox = inbox;
        this.runs = runs;
    }

    /** @param id of the task, or how it begins */
    int resume(String id, Invocation invocation) {
        String task = archive.getObject().find(id);
        TaskRecord record = records.getObject().resumable(task);
        records.getObject().requireUnchanged(record);
        inbox.getObject().cancellation(task).ifPresent(cancellation -> {
            throw CommandFailure.usage(
                    cancellation.message(task) + "; it cannot go on. Run it anew, or take it up before"
                            + " one of its steps: wukong fork " + task + " --at STEP");
        });
        if (inbox.getObject().isUnanswerable(record)) {
            throw TaskRecords.ended(task, StopReason.MODEL_FAILED);
        }
        return runs.getObject().resume(record, invocation);
    }
}
