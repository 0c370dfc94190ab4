package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.RunResult;
import dev.wukongsim.runtime.agent.TaskIds;
import dev.wukongsim.runtime.definition.Agent;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.definition.TaskDefinition;
import dev.wukongsim.runtime.definition.TaskFile;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.LineRunner;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.AnswerReader;
import dev.wukongsim.shell.render.LiveProgress;
import dev.wukongsim.shell.render.RunSummary;
import dev.wukongsim.shell.wiring.Report;
import dev.wukongsim.shell.wiring.RunOrder;
import dev.wukongsim.shell.wiring.Setting;
import dev.wukongsim.shell.wiring.TaskCheck;
import dev.wukongsim.shell.wiring.Workbench;
import dev.wukongsim.shell.wiring.Workplace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A conversation is a session of the memory; each turn is a task of its own, with a budget of its own. */
@Component
final class ChatCommand implements ShellCommand {

    private static final Agent ASSISTANT = Agent.named("assistant").withInstructions("You are a helpful assistant.");
    private static final String SOMEBODY = "me";
    private static final long BUDGET = 20_000;

    private final ObjectProvider<Workbench> workbench;
    private final ObjectProvider<TaskIds> ids;
    private final Console console;

    ChatCommand(ObjectProvider<Workbench> workbench, ObjectProvider<TaskIds> ids, Console console) {
        this.workbench = workbench;
        this.ids = ids;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Overrides.orLiveOn(Usage.of("chat", "talks with the agent of a task file, or with a plain assistant")
                .mayTake("AGENT"));
    }

    @Override
    public int run(Invocation invocation) {
        boolean live = invocation.flag("live");
        Optional<TaskFile> file = invocation.firstArgument().map(name -> TaskCheck.load(Path.of(name), live));
        RunOrder order = Overrides.order(invocation.firstArgument().orElse(""), Map.of(), invocation);
        Setting setting = file.map(found -> order.setting(found))
                .orElseGet(() -> new Setting(
                        Optional.empty(), Optional.empty(), live, order.seed(), TaskDefinition.DEFAULT_PRODUCT));
        String session = "chat:" + ids.getObject().next();
        try (Workplace workplace = workbench.getObject().open(session.replace(':', '-'), setting)) {
            return talk(workplace, session, file, order, invocation);
        }
    }

    private int talk(
            Workplace workplace, String session, Optional<TaskFile> file, RunOrder order, Invocation invocation) {
        AnswerReader person = console.answers();
        int exitCode = 0;
        while (true) {
            console.prompt("you> ");
            Optional<String> said = person.readLine();
            if (said.isEmpty() || LineRunner.leaves(said.get())) {
                return exitCode;
            }
            if (!said.get().isBlank()) {
                Task task = order.change(turn(said.get(), file)).withSession(session);
                LiveProgress progress = console.progress();
                Report report = workplace.run(task, progress, console.approver());
                print(report.result(), progress, invocation);
                exitCode = report.result().stopReason().exitCode();
            }
        }
    }

    private Task turn(String said, Optional<TaskFile> file) {
        String id = ids.getObject().next();
        return file.map(TaskFile::definition)
                .map(definition -> Task.of(
                                id,
                                definition.agent(),
                                said,
                                definition.as(),
                                definition.budget().tokens())
                        .withShortage(definition.budget().shortage().orElseThrow()))
                .orElseGet(() -> Task.of(id, ASSISTANT, said, SOMEBODY, BUDGET));
    }

    private void print(RunResult result, LiveProgress progress, Invocation invocation) {
        RunSummary summary = new RunSummary(invocation.out(), console.errors());
        if (!console.hasShown(progress, result)) {
            summary.printAnswer(result);
        }
        summary.printReason(result);
    }
}
