package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.render.WaitRows;
import dev.wukongsim.shell.render.WaitsJson;
import dev.wukongsim.shell.wiring.Inbox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class ApprovalsCommand implements ShellCommand {

    private final ObjectProvider<Inbox> inbox;
    private final Clock clock;
    private final Console console;

    ApprovalsCommand(ObjectProvider<Inbox> inbox, Clock clock, Console console) {
        this.inbox = inbox;
        this.clock = clock;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return Usage.of("approvals", "lists what tasks wait for, or shows one of them in full")
                .mayTake("ID")
                .flag("json", "prints one JSON object on standard output");
    }

    @Override
    public int run(Invocation invocation) {
        Optional<Wait> one =
                invocation.firstArgument().map(id -> inbox.getObject().find(id));
        List<Wait> waits = one.map(List::of).orElseGet(() -> inbox.getObject().open());
        WaitRows rows = new WaitRows(clock.instant());
        if (invocation.flag("json")) {
            invocation.out().println(WaitsJson.of(waits));
        } else if (one.isPresent()) {
            rows.print(one.get(), invocation.out());
        } else {
            rows.list(waits).print(invocation.out());
        }
        if (waits.isEmpty()) {
            console.err().println("Nobody waits for anything.");
        }
        return 0;
    }
}
