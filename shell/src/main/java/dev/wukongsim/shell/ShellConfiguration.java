package dev.wukongsim.shell;

import dev.wukongsim.shell.line.LineParser;
import dev.wukongsim.shell.line.LineRunner;
import dev.wukongsim.shell.line.ScriptRunner;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.line.StandardStreams;
import dev.wukongsim.shell.line.StopRequest;
import dev.wukongsim.shell.render.TerminalFacts;
import dev.wukongsim.shell.wiring.KnownFailures;
import java.util.HashSet;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.shell.core.command.CommandRegistry;

/** All beans of the process. There is no auto-configuration: start-up time is a feature. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
class ShellConfiguration {

    @Bean
    CommandRegistry commandRegistry(List<ShellCommand> commands) {
        return new CommandRegistry(new HashSet<>(commands));
    }

    @Bean
    LineParser commandParser(List<ShellCommand> commands) {
        return new LineParser(commands.stream().map(ShellCommand::usage).toList());
    }

    @Bean
    StandardStreams standardStreams() {
        return StandardStreams.ofProcess();
    }

    @Bean
    TerminalFacts terminalFacts() {
        return TerminalFacts.ofProcess();
    }

    @Bean
    LineRunner lineRunner(LineParser parser, CommandRegistry registry, StandardStreams streams, StopRequest stop) {
        return new LineRunner(parser, registry, streams.out(), streams.err(), KnownFailures::find, stop);
    }

    @Bean
    ScriptRunner scriptRunner(LineRunner runner) {
        return new ScriptRunner(runner);
    }
}
