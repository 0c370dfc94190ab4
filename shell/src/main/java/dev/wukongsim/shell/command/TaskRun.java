package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.runtime.event.RunListener;
import dev.wukongsim.runtime.event.StopReason;
import dev.wukongsim.runtime.policy.Approver;
import dev.wukongsim.schedule.Aftermath;
import dev.wukongsim.schedule.Tick;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.render.LiveProgress;
import dev.wukongsim.shell.render.RunJson;
import dev.wukongsim.shell.render.RunSummary;
import dev.wukongsim.shell.wiring.Inbox;
import dev.wukongsim.shell.wiring.Report;
import dev.wukongsim.shell.wiring.RunOrder;
import dev.wukongsim.shell.wiring.Setting;
import dev.wukongsim.shell.wiring.Stores;
import dev.wukongsim.shell.wiring.Taping;
import dev.wukongsim.shell.wiring.TaskRecord;
import dev.wukongsim.shell.wiring.TaskRecords;
import dev.wukongsim.shell.wiring.Workbench;
import dev.wukongsim.shell.wiring.Workplace;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** One run of a task from its record to what a person or a script reads of it. */
@Component
final class TaskRun {

    private final ObjectProvider<Workbench> workbench;
    private final ObjectProvider<TaskRecords> records;
    private final ObjectProvider<Stores> stores;
    private final ObjectProvider<Inbox> inbox;
    private final Console console;

    TaskRun(
            ObjectProvider<Workbench> workbench,
            ObjectProvider<TaskRecords> records,
            ObjectProvider<Stores> stores,
            ObjectProvider<Inbox> inbox,
            Console console) {
        this.workbench = workbench;
        this.records = records;
        this.stores = stores;
        this.inbox = inbox;
        this.console = console;
    }

    /** Begin a task. */
    int begin(String id, RunOrder order, Invocation invocation) {
        TaskFile file = order.load();
        return begin(id, order, file, order.setting(file), invocation);
    }

    /** Begin a task, and keep what the model says. */
    int record(String id, RunOrder order, Taping taping, Invocation invocation) {
        TaskFile file = order.load();
        return begin(id, order, file, order.setting(file).with(taping), invocation);
    }

    private int begin(String id, RunOrder order, TaskFile file, Setting setting, Invocation invocation) {
        Task task = order.task(id, file);
        try (Workplace workplace = workbench.getObject().open(id, setting)) {
            workplace.requireEmployee(task.employee());
            TaskRecord record = records.getObject().begin(id, order, file);
            LiveProgress progress = console.progress();
            return told(record, workplace.run(task, progress, console.approver()), progress, invocation);
        }
    }

    /** Carry out the task of a schedule's tick, or go on with it. Nobody watches, and nobody is there to agree. */
    RunResult carryOut(Tick tick, RunOrder order) {
        TaskFile file = order.load();
        Task task = order.task(tick.taskId(), file);
        try (Workplace workplace = workbench.getObject().open(order.office(task.id(), file), order.setting(file))) {
            workplace.openScheduleAccount(order, file);
            TaskRecord record = records.getObject().begin(task.id(), order, file);
            RunResult result = workplace
                    .resume(task, RunListener.none(), Approver.nobody())
                    .result();
            records.getObject().stopped(record, result.stopReason());
            return result;
        }
    }

    /** Whether the task of a tick is to go on; not if it is kept elsewhere. */
    boolean isCutOff(Tick tick) {
        return records.getObject()
                .find(tick.taskId())
                .map(this::isCutOff)
                .orElseGet(
                        () -> stores.getObject().journal().rows(tick.taskId()).isEmpty());
    }

    private boolean isCutOff(TaskRecord record) {
        StopReason reason = record.stopReason();
        return reason == null
                || (Aftermath.of(reason) == Aftermath.CUT_OFF
                        && !inbox.getObject().isUnanswerable(record));
    }

    /** Go on with a task. */
    int resume(TaskRecord record, Invocation invocation) {
        TaskFile file = record.order().load();
        Task task = record.order().task(record.task(), file);
        try (Workplace workplace = workbench
                .getObject()
                .open(record.order().office(record.task(), file), record.order().setting(file))) {
            LiveProgress progress = console.progress();
            return told(record, workplace.resume(task, progress, console.approver()), progress, invocation);
        }
    }

    /** Begin a task where another one stood before a step. */
    int fork(
            TaskRecord parent, int step, String child, RunOrder order, Optional<String> prompt, Invocation invocation) {
        TaskFile file = order.load();
        Task task = order.task(child, file);
        Setting setting = order.setting(file);
        workbench.getObject().fork(parent.order().task(parent.task(), file), step, task, prompt);
        TaskRecord record = records.getObject().begin(child, order, file);
        try (Workplace workplace = workbench.getObject().open(child, setting)) {
            workplace.requireEmployee(task.employee());
            LiveProgress progress = console.progress();
            return told(record, workplace.run(task, progress, console.approver()), progress, invocation);
        }
    }

    private int told(TaskRecord record, Report report, LiveProgress progress, Invocation invocation) {
        records.getObject().stopped(record, report.result().stopReason());
        print(report, progress, invocation);
        return report.result().stopReason().exitCode();
    }

    private void print(Report report, LiveProgress progress, Invocation invocation) {
        RunSummary summary = new RunSummary(invocation.out(), console.errors());
        if (invocation.flag("json")) {
            invocation.out().println(RunJson.of(report.result(), report.transcript()));
        } else {
            if (!console.hasShown(progress, report.result())) {
                summary.printAnswer(report.result());
            }
            summary.printTable(report.result(), report.changes(), report.transcript());
        }
        summary.printReason(report.result());
    }
}
