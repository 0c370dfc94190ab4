package dev.wukongsim.shell.interactive;

import dev.wukongsim.shell.line.LineRunner;
import dev.wukongsim.shell.line.ShellCommand;
import dev.wukongsim.shell.wiring.DataFolder;
import java.io.IOException;
import java.util.List;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InteractiveConfiguration {

    @Bean(destroyMethod = "close")
    Terminal terminal() throws IOException {
        return TerminalBuilder.builder().name("wukong").dumb(true).build();
    }

    @Bean
    LineReader lineReader(Terminal terminal, List<ShellCommand> commands, DataFolder data) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new CommandLineCompleter(
                        commands.stream().map(ShellCommand::usage).toList()))
                .variable(LineReader.HISTORY_FILE, data.history())
                .build();
    }

    @Bean
    InteractiveShell interactiveShell(LineReader reader, LineRunner runner) {
        return new InteractiveShell(reader, runner);
    }
}
