package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Inbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class DenyCommand implements ShellCommand {

    private final ObjectProvider<Inbox> inbox;
    private final ObjectProvider<Resumption> resumption;
    private final Console console;

    DenyCommand(ObjectProvider<Inbox> inbox, ObjectProvider<Resumption> resumption, Console console) {
        this.inbox = inbox;
        this.resumption = resumption;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return PersonsWord.on(Usage.of("deny", "does not agree to a call that waits for a person")
                .takes("ID")
                .option("reason", "TEXT", "why; the agent reads it"));
    }

    @Override
    public int run(Invocation invocation) {
        Wait wait = inbox.getObject()
                .judge(
                        invocation.argument(0),
                        false,
                        PersonsWord.by(invocation),
                        invocation.option("reason").orElse(null));
        return PersonsWord.told(wait, "denied", resumption, invocation, console);
    }
}
