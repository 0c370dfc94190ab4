package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Inbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class AnswerCommand implements ShellCommand {

    private final ObjectProvider<Inbox> inbox;
    private final ObjectProvider<Resumption> resumption;
    private final Console console;

    AnswerCommand(ObjectProvider<Inbox> inbox, ObjectProvider<Resumption> resumption, Console console) {
        this.inbox = inbox;
        this.resumption = resumption;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return PersonsWord.on(Usage.of("answer", "answers a question that an agent asked")
                .takes("ID")
                .takesSome("TEXT"));
    }

    @Override
    public int run(Invocation invocation) {
        String text = String.join(
                " ", invocation.arguments().subList(1, invocation.arguments().size()));
        Wait wait = inbox.getObject().answer(invocation.argument(0), text, PersonsWord.by(invocation));
        return PersonsWord.told(wait, "answered", resumption, invocation, console);
    }
}
