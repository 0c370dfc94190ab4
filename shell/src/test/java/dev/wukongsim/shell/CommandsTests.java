package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.shell.test.ShellAssertions.assertThat;

import dev.wukongsim.shell.line.CommandFailure;
import dev.wukongsim.shell.line.ShellCommand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.shell.test.ShellTestClient;
import org.springframework.shell.test.autoconfigure.ShellTest;

@SpringBootTest(
        classes = ShellConfiguration.class,
        properties = {"spring.main.lazy-initialization=true", "spring.main.banner-mode=off", "spring.config.name=wukong"
        })
@ShellTest
class CommandsTests {

    @Autowired
    private ShellTestClient shell;

    @Autowired
    private List<ShellCommand> commands;

    @Test
    void namesAreAContract() {
        assertThat(commands)
                .extracting(command -> command.usage().name())
                .containsExactlyInAnyOrder(
                        "budget",
                        "budget topup",
                        "chat",
                        "exit",
                        "help",
                        "mock",
                        "run",
                        "show",
                        "tasks",
                        "test",
                        "tools",
                        "trace",
                        "validate");
    }

    @Test
    void helpListsEveryCommand() throws Exception {
        var screen = shell.sendCommand("help");

        for (ShellCommand command : commands) {
            assertThat(screen).containsText("  " + command.usage().name());
        }
    }

    @Test
    void everyCommandExplainsItself() throws Exception {
        for (ShellCommand command : commands) {
            assertThat(shell.sendCommand(command.usage().name() + " --help"))
                    .containsText("Usage: wukong " + command.usage().synopsis());
        }
    }

    @Test
    void findsToolsByNameAndDescription() throws Exception {
        var screen = shell.sendCommand("tools manager");

        assertThat(screen).containsText("directory.manager_of");
        assertThat(screen.lines()).noneMatch(line -> line.startsWith("chat.send"));
    }

    @Test
    void refusesATopUpOfNothing() {
        assertThatThrownBy(() -> shell.sendCommand("budget topup organisation:2026-11 0 --reason none"))
                .hasRootCauseInstanceOf(CommandFailure.class)
                .hasRootCauseMessage("A top-up is at least 1 token, not 0");
    }
}
