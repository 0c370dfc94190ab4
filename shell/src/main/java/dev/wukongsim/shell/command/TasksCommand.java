package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.GistJson;
import dev.wukongsim.shell.render.Table;
import dev.wukongsim.shell.render.TaskDigest;
import dev.wukongsim.shell.wiring.Archive;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class TasksCommand implements ShellCommand {

    private static final int SHOWN = 50;

    private final ObjectProvider<Archive> archive;
    private final Console console;

    TasksCommand(ObjectProvider<Archive> archive, Console console) {
        this.archive = archive;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("tasks", "lists what ran, the latest first")
                .flag("json", "prints one JSON object on standard output, with all tasks");
    }

    @Override
    public int run(Invocation invocation) {
        List<String> tasks = archive.getObject().tasks();
        if (invocation.flag("json")) {
            invocation
                    .out()
                    .println(GistJson.tasks(
                            tasks.stream().map(archive.getObject()::gist).toList()));
            return 0;
        }
        Table table = new Table();
        for (String task : tasks.subList(0, Math.min(SHOWN, tasks.size()))) {
            table.row(new TaskDigest(archive.getObject().gist(task)).cells());
        }
        table.print(invocation.out());
        if (tasks.isEmpty()) {
            console.err().println("Nothing ran yet.");
        } else if (tasks.size() > SHOWN) {
            console.err().println("… and " + (tasks.size() - SHOWN) + " more");
        }
        return 0;
    }
}
