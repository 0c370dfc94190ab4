package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WukongIntegrationTests {

    @TempDir
    private Path folder;

    @Test
    void helpsOnStandardOutputAndLeavesNothingBehind() throws Exception {
        WukongProcess help = WukongProcess.run(folder, "help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("wukong-sim:").contains("  help ");
        assertThat(help.err()).isEmpty();
        assertThat(folder.resolve(".wukong")).doesNotExist();
    }

    @Test
    void refusesWrongUsageInOneLineOnStandardError() throws Exception {
        WukongProcess typo = WukongProcess.run(folder, "hlep");

        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.out()).isEmpty();
        assertThat(typo.err())
                .isEqualTo("wukong: Command 'hlep' not found; did you mean 'help'? 'wukong help' lists all\n");
    }

    @Test
    void readsAScriptFromStandardInputWhenThereIsNoTerminal() throws Exception {
        WukongProcess script = WukongProcess.run(folder, Map.of(), "# two commands\nhelp exit\nhlep\nhelp\n");

        assertThat(script.exitCode()).isEqualTo(2);
        assertThat(script.out()).startsWith("Usage: wukong exit").doesNotContain("wukong-sim:");
        assertThat(script.err()).contains("Command 'hlep' not found");
    }

    @Test
    void runsAScriptFile() throws Exception {
        Path script = Files.writeString(folder.resolve("first.wukong"), "help exit\n");

        WukongProcess run = WukongProcess.run(folder, "--script", script.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: wukong exit");
    }

    @Test
    void cancelsARunOnASignal() throws Exception {
        DeskFiles.copyTo(folder);
        try (ServerSocket silent = new ServerSocket(0)) {
            Map<String, String> endpoint = Map.of(
                    "WUKONG_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort() + "/v1", "WUKONG_API_KEY", "sk-x");

            WukongProcess run = WukongProcess.interruptOnce(
                    silent::accept, folder, endpoint, "run", "task.yaml", "--live", "--json");

            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(run.out().lines()).singleElement().asString().contains("\"stopReason\":\"cancelled\"");
        }
    }

    @Test
    void saysHowToMendWhatIsAroundIt() throws Exception {
        DeskFiles.copyTo(folder);
        String file = Files.writeString(folder.resolve("taken"), "").toString();
        List<WukongProcess> refused = List.of(
                WukongProcess.run(folder, Map.of("WUKONG_HOME", file), "", "run", "task.yaml"),
                WukongProcess.run(folder, Map.of("WUKONG_REDIS", "redis://127.0.0.1:1"), "", "run", "task.yaml"),
                WukongProcess.run(folder, Map.of("WUKONG_BUDGET_EMPLOYEE_MONTHLY", "lots"), "", "run", "task.yaml"));

        assertThat(refused).allSatisfy(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).hasSize(1);
        });
        assertThat(refused)
                .extracting(WukongProcess::err)
                .satisfiesExactly(
                        err -> assertThat(err).contains("Data folder", "WUKONG_HOME"),
                        err -> assertThat(err).contains("127.0.0.1:1"),
                        err -> assertThat(err).contains("'wukong.budget.employee-monthly' cannot be 'lots'"));
    }
}
