package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WukongIntegrationTests {

    private static final int THIRD_CALL = 3;

    @TempDir
    private Path folder;

    /** A server writes to its folder until it has ended. */
    @AfterEach
    void waitForTheServer() {
        if (Files.exists(folder.resolve(".wukong/redis"))) {
            InProcess.redisOf(folder).closeAndWait(InProcess.PATIENCE);
        }
    }

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
    void cancelsARunOnASignal() throws Exception {
        DeskFiles.copyTo(folder);
        try (ServerSocket silent = new ServerSocket(0)) {
            Map<String, String> endpoint = Map.of(
                    "WUKONG_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort() + "/v1", "WUKONG_API_KEY", "sk-x");

            WukongProcess run = WukongProcess.endAt(
                    running -> silent.accept(),
                    Process::destroy,
                    folder,
                    endpoint,
                    "run",
                    "task.yaml",
                    "--live",
                    "--json");

            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(run.out().lines()).singleElement().asString().contains("\"stopReason\":\"cancelled\"");
        }
    }

    @Test
    void aRunThatWasKilledGoesOnByResumeAndDoesNothingTwice() throws Exception {
        DeskFiles.copyTo(folder);
        try (MockQwen mock = MockQwen.start(0, Replies.read(folder.resolve("short-replies.yaml")), 0);
                HangingEndpoint endpoint = new HangingEndpoint(mock.baseUrl(), THIRD_CALL)) {
            Map<String, String> live = Map.of("WUKONG_ENDPOINT", endpoint.baseUrl(), "WUKONG_API_KEY", "sk-x");

            WukongProcess killed = WukongProcess.endAt(
                    running -> endpoint.awaitSilence(),
                    Process::destroyForcibly,
                    folder,
                    live,
                    "run",
                    "short.yaml",
                    "--live",
                    "--budget",
                    "9000");
            String task = onlyTask();
            WukongProcess resumed = WukongProcess.run(folder, live, "", "resume", task, "--json");

            JsonNode result = new ObjectMapper().readTree(resumed.out());
            assertThat(killed.exitCode()).isNotZero();
            assertThat(resumed.exitCode()).isZero();
            assertThat(result.path("stopReason").asText()).isEqualTo("completed");
            assertThat(endpoint.requests()).isEqualTo(THIRD_CALL + 1);
            assertThat(result.path("toolCalls")).hasSize(2);
            assertThat(InProcess.office(folder, task)).contains("MSG-0001").doesNotContain("MSG-0002");
            assertThat(result.path("budget").path("held").asLong()).isZero();
        }
    }

    private String onlyTask() throws IOException {
        try (Stream<Path> records = Files.list(folder.resolve(".wukong/tasks"))) {
            String file = records.findFirst().orElseThrow().getFileName().toString();
            return file.replace(".json", "");
        }
    }

    @Test
    void dyingInTheMiddleOfACallLeavesNoServerBehindAndTheNextRunWorks() throws Exception {
        DeskFiles.copyTo(folder);
        List<ProcessHandle> servers = new ArrayList<>();
        try (ServerSocket silent = new ServerSocket(0)) {
            Map<String, String> endpoint = Map.of(
                    "WUKONG_ENDPOINT", "http://127.0.0.1:" + silent.getLocalPort() + "/v1", "WUKONG_API_KEY", "sk-x");

            WukongProcess.endAt(
                    running -> {
                        silent.accept();
                        servers.addAll(redisServers());
                    },
                    Process::destroyForcibly,
                    folder,
                    endpoint,
                    "run",
                    "task.yaml",
                    "--live");
        }
        WukongProcess next = WukongProcess.run(folder, "run", "task.yaml");
        WukongProcess tasks = WukongProcess.run(folder, "tasks");

        assertThat(servers).hasSize(1);
        servers.getFirst().onExit().get(5, TimeUnit.SECONDS);
        assertThat(next.exitCode()).isZero();
        assertThat(tasks.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("completed"),
                        line -> assertThat(line).contains("unfinished"));
    }

    /** The servers that run from this test's own data folder. */
    private List<ProcessHandle> redisServers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.startsWith(folder.toString()) && command.contains("redis-server"))
                        .isPresent())
                .toList();
    }

    @Test
    void servesTheMockedModelUntilItIsInterrupted() throws Exception {
        DeskFiles.copyTo(folder);
        int port = WukongProcess.freePort();

        WukongProcess mock = WukongProcess.endAt(
                running -> awaitListener(port),
                Process::destroy,
                folder,
                Map.of(),
                "mock",
                "--port",
                String.valueOf(port),
                "--fixtures",
                "replies.yaml");

        assertThat(mock.out()).isEqualTo("http://127.0.0.1:" + port + "/v1\n");
        assertThat(mock.exitCode()).isEqualTo(130);
    }

    @Test
    void namesThePortThatSomebodyElseHas() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WukongProcess mock = WukongProcess.run(folder, "mock", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(mock.exitCode()).isEqualTo(2);
            assertThat(mock.err())
                    .startsWith("wukong: Port " + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    private static void awaitListener(int port) {
        await().atMost(30, TimeUnit.SECONDS)
                .ignoreException(ConnectException.class)
                .until(() -> {
                    try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return connected.isConnected();
                    }
                });
    }
}
