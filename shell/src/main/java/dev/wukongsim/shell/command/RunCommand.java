package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.Task;
import dev.wukongsim.runtime.agent.TaskIds;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.LiveProgress;
import dev.wukongsim.shell.render.RunJson;
import dev.wukongsim.shell.render.RunSummary;
import dev.wukongsim.shell.wiring.Report;
import dev.wukongsim.shell.wiring.Setting;
import dev.wukongsim.shell.wiring.TaskCheck;
import dev.wukongsim.shell.wiring.Workbench;
import dev.wukongsim.shell.wiring.Workplace;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class RunCommand implements ShellCommand {

    private final ObjectProvider<Workbench> workbench;
    private final ObjectProvider<TaskIds> ids;
    private final Console console;

    RunCommand(ObjectProvider<Workbench> workbench, ObjectProvider<TaskIds> ids, Console console) {
        this.workbench = workbench;
        this.ids = ids;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Overrides.on(Usage.of("run", "runs one task file to its end")
                        .takes("FILE")
                        .repeats("input", "k=v", "sets an input of the task"))
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        TaskFile file = TaskCheck.load(Path.of(invocation.argument(0)), invocation.flag("live"));
        Task task = Task.of(ids.getObject().next(), file, Overrides.inputs(invocation));
        Setting setting = Setting.of(file, invocation.flag("live"), Overrides.seed(invocation));
        try (Workplace workplace = workbench.getObject().open(task.id(), setting)) {
            LiveProgress progress = console.progress();
            Report report = workplace.run(Overrides.apply(invocation, task), progress, console.approver());
            print(report, progress, invocation);
            return report.result().stopReason().exitCode();
        }
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
