package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.WaitsJson;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** What the commands have in common with which a person says something to a task that waits. */
final class PersonsWord {

    private PersonsWord() {}

    static Usage on(Usage usage) {
        return usage.option("as", "EMPLOYEE", "who says so")
                .flag("resume", "lets the task go on at once")
                .flag("json", "prints one JSON object on standard output");
    }

    static Optional<String> by(Invocation invocation) {
        return invocation.option("as");
    }

    /** Say what was kept and how the task goes on, or let it go on. */
    static int told(
            Wait wait, String what, ObjectProvider<Resumption> resumption, Invocation invocation, Console console) {
        if (invocation.flag("resume")) {
            return resumption.getObject().resume(wait.task(), invocation);
        }
        if (invocation.flag("json")) {
            invocation.out().println(WaitsJson.of(List.of(wait)));
        } else {
            invocation.out().println(wait.id() + ": " + what);
        }
        console.err().println("Go on with: wukong resume " + wait.task());
        return 0;
    }
}
