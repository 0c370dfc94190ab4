package dev.wukongsim.shell.command;

import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.shell.line.Invocation;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.Usage;
import dev.wukongsim.shell.wiring.Inbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says yes or no to a call that waits for a person. */
record JudgeCommand(
        boolean granted, ObjectProvider<Inbox> inbox, ObjectProvider<Resumption> resumption, Console console)
        implements ShellCommand {

    /** The two of them. */
    @Configuration(proxyBeanMethods = false)
    static class Both {

        @Bean
        JudgeCommand approveCommand(
                ObjectProvider<Inbox> inbox, ObjectProvider<Resumption> resumption, Console console) {
            return new JudgeCommand(true, inbox, resumption, console);
        }

        @Bean
        JudgeCommand denyCommand(ObjectProvider<Inbox> inbox, ObjectProvider<Resumption> resumption, Console console) {
            return new JudgeCommand(false, inbox, resumption, console);
        }
    }

    @Override
    public Usage usage() {
        Usage usage = granted
                ? Usage.of("approve", "agrees to a call that waits for a person")
                : Usage.of("deny", "does not agree to a call that waits for a person");
        return PersonsWord.on(usage.takes("ID").option("reason", "TEXT", "why; the agent reads it"));
    }

    @Override
    public int run(Invocation invocation) {
        Wait wait = inbox.getObject()
                .judge(
                        invocation.argument(0),
                        granted,
                        PersonsWord.by(invocation),
                        invocation.option("reason").orElse(null));
        return PersonsWord.told(wait, granted ? "granted" : "denied", resumption, invocation, console);
    }
}
