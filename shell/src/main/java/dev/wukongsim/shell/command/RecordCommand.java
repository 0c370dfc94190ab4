package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.agent.TaskIds;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.RunOrder;
import dev.wukongsim.shell.wiring.Taping;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class RecordCommand implements ShellCommand {

    private static final String SUFFIX = ".recording.yaml";

    private final ObjectProvider<TaskRun> runs;
    private final ObjectProvider<TaskIds> ids;
    private final Console console;

    RecordCommand(ObjectProvider<TaskRun> runs, ObjectProvider<TaskIds> ids, Console console) {
        this.runs = runs;
        this.ids = ids;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Overrides.on(Usage.of("record", "runs a task against a real endpoint, and keeps what the model says")
                        .takes("FILE")
                        .requires("endpoint", "URL", "an OpenAI-compatible base URL; the key is WUKONG_API_KEY's")
                        .option("to", "FILE", "the recording; beside the task, under its name, by default")
                        .repeats("input", "k=v", "sets an input of the task"))
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        RunOrder order = Overrides.order(invocation.argument(0), Overrides.inputs(invocation), true, invocation);
        Taping taping = new Taping(endpoint(invocation), file(order, invocation));
        taping.requireNew();
        int exitCode = runs.getObject().record(ids.getObject().next(), order, taping, invocation);
        console.err().println("Recorded in " + taping.file() + "; name it as the task's 'replies' to run it again");
        return exitCode;
    }

    private static URI endpoint(Invocation invocation) {
        String url = invocation.option("endpoint").orElseThrow();
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.USAGE, "Option '--endpoint' takes a URL, not '" + url + "'", e);
        }
    }

    private static Path file(RunOrder order, Invocation invocation) {
        Path task = Path.of(order.file());
        String name = String.valueOf(task.getFileName()).replaceFirst("\\.ya?ml$", "");
        return invocation.option("to").map(Path::of).orElseGet(() -> task.resolveSibling(name + SUFFIX));
    }
}
