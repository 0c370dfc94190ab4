package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Resolution;
import dev.wukongsim.runtime.durable.Resolution.Finding;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Inbox;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
final class DecideCommand implements ShellCommand {

    private static final String SOMEBODY = "a person";

    private final ObjectProvider<Inbox> inbox;
    private final ObjectProvider<Resumption> resumption;
    private final Console console;

    DecideCommand(ObjectProvider<Inbox> inbox, ObjectProvider<Resumption> resumption, Console console) {
        this.inbox = inbox;
        this.resumption = resumption;
        this.console = console;
    }

    @Override
    public Usage usage() {
        return PersonsWord.on(
                Usage.of("decide", "says whether a step in doubt happened, did not happen, or ends its task")
                        .takes("ID")
                        .takes("FINDING")
                        .option("result", "TEXT", "what came of a step that happened; the agent reads it"));
    }

    @Override
    public int run(Invocation invocation) {
        Finding finding = finding(invocation.argument(1));
        Resolution resolution = new Resolution(
                finding,
                invocation.option("result").orElse(null),
                PersonsWord.by(invocation).orElse(SOMEBODY));
        Wait wait = inbox.getObject().resolve(invocation.argument(0), resolution);
        return PersonsWord.told(wait, Inbox.word(finding), resumption, invocation, console);
    }

    private static Finding finding(String word) {
        return Arrays.stream(Finding.values())
                .filter(finding -> Inbox.word(finding).equals(word))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("FINDING is "
                        + Arrays.stream(Finding.values()).map(Inbox::word).collect(Collectors.joining(", "))
                        + ", not '" + word + "'"));
    }
}
