package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.TaskIds;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class RunCommand implements ShellCommand {

    private final ObjectProvider<TaskRun> runs;
    private final ObjectProvider<TaskIds> ids;

    RunCommand(ObjectProvider<TaskRun> runs, ObjectProvider<TaskIds> ids) {
        this.runs = runs;
        this.ids = ids;
    }

    @Override
    public Usage usage() {
        return Overrides.orLiveOn(Usage.of("run", "runs one task file to its end")
                        .takes("FILE")
                        .repeats("input", "k=v", "sets an input of the task"))
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        return runs.getObject()
                .begin(
                        ids.getObject().next(),
                        Overrides.order(invocation.argument(0), Overrides.inputs(invocation), invocation),
                        invocation);
    }
}
