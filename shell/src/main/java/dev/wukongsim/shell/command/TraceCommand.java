package dev.wukongsim.shell.command;

import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.GistJson;
import dev.wukongsim.shell.render.TraceText;
import dev.wukongsim.shell.render.page.TracePage;
import dev.wukongsim.shell.wiring.Archive;
import dev.wukongsim.shell.wiring.WholeFile;
import dev.wukongsim.testkit.transcript.RunGist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class TraceCommand implements ShellCommand {

    private final ObjectProvider<Archive> archive;
    private final Console console;

    TraceCommand(ObjectProvider<Archive> archive, Console console) {
        this.archive = archive;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("trace", "shows a task step by step, in full")
                .takes("ID")
                .option("html", "FILE", "writes it as a page that opens in a browser, instead of showing it here")
                .flag("json", "prints one JSON object on standard output: every event");
    }

    @Override
    public int run(Invocation invocation) {
        RunGist gist = archive.getObject().gist(archive.getObject().find(invocation.argument(0)));
        invocation.option("html").map(Path::of).ifPresent(file -> write(file, TracePage.of(gist)));
        if (invocation.flag("json")) {
            invocation.out().println(GistJson.trace(gist));
        } else if (invocation.option("html").isEmpty()) {
            new TraceText(console.results(invocation.out())).print(gist.transcript());
        }
        return 0;
    }

    private void write(Path file, String page) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw CommandFailure.usage(
                    "'" + file + "' is a folder; name a file in it, such as " + file.resolve("trace.html"));
        }
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage("Folder '" + folder + "' not found; make it, or write the page elsewhere");
        }
        try {
            WholeFile.replace(file, page);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.USAGE, "Page '" + file + "' cannot be written: " + e.getMessage(), e);
        }
        console.err().println("Written to " + file + "; open it in a browser");
    }
}
