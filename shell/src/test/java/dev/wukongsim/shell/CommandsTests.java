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
                        "answer",
                        "approvals",
                        "approve",
                        "bench",
                        "budget",
                        "budget freeze",
                        "budget rebuild",
                        "budget thaw",
                        "budget topup",
                        "budget transfer",
                        "cancel",
                        "chat",
                        "decide",
                        "deny",
                        "diff",
                        "exit",
                        "fork",
                        "help",
                        "mock",
                        "price",
                        "record",
                        "resume",
                        "run",
                        "schedule",
                        "schedules",
                        "show",
                        "tasks",
                        "test",
                        "tokens",
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
    void countsTokensAndSaysWhenItIsAnEstimate() throws Exception {
        assertThat(shell.sendCommand("tokens 你好，世界 --json"))
                .containsText("{\"model\":\"qwen-plus\",\"tokens\":3,\"estimated\":false}");
        assertThat(shell.sendCommand("tokens hello world --model kimi-k2.6")).containsText("2 tokens, estimated");
        assertThatThrownBy(() -> shell.sendCommand("tokens hello --file other.txt"))
                .hasRootCauseMessage("Command 'tokens' takes exactly one of TEXT, --file and --chat");
    }

    @Test
    void knowsItsBenchmarks() {
        assertThatThrownBy(() -> shell.sendCommand("bench telepathy"))
                .hasRootCauseMessage(
                        "Benchmark 'telepathy' not found; known benchmarks: ledger, metering, mock, steps, tokenizer");
    }

    @Test
    void pricesARequestByItsTier() throws Exception {
        assertThat(shell.sendCommand("price --model qwen3-max --input 32_769 --output 0 --json"))
                .containsText("\"micros\":131076")
                .containsText("\"tier\":\"32,769 to 131,072 input tokens\"");
        assertThat(shell.sendCommand("price --model qwen-plus --input 200000 --output 1000 --thinking"))
                .containsText("CNY 0.504000");
        assertThatThrownBy(() -> shell.sendCommand("price --model nobody --input 1 --output 1"))
                .rootCause()
                .hasMessageStartingWith("Price list 'bailian-text-models-2026-05-30' has no model 'nobody'");
    }

    @Test
    void refusesATopUpOfNothing() {
        assertThatThrownBy(() -> shell.sendCommand("budget topup organisation:2026-11 0 --reason none"))
                .hasRootCauseInstanceOf(CommandFailure.class)
                .hasRootCauseMessage("An amount is more than 0, not '0'");
    }
}
