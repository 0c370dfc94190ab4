package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.GistJson;
import dev.wukongsim.shell.render.Printable;
import dev.wukongsim.shell.render.TaskDigest;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.testkit.transcript.RunGist;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class ShowCommand implements ShellCommand {

    private final ObjectProvider<Archive> archive;

    ShowCommand(ObjectProvider<Archive> archive) {
        this.archive = archive;
    }

    @Override
    public Usage usage() {
        return Usage.of("show", "shows what came of a task")
                .takes("ID")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        String task = archive.getObject().find(invocation.argument(0));
        RunGist gist = archive.getObject().gist(task);
        if (invocation.flag("json")) {
            invocation.out().println(GistJson.show(gist, archive.getObject().file(task)));
            return 0;
        }
        TaskDigest digest = new TaskDigest(gist);
        digest.table().print(invocation.out());
        digest.answer().ifPresent(answer -> invocation.out().println(System.lineSeparator() + Printable.text(answer)));
        return 0;
    }
}
