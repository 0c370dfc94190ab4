package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
}
