package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.shell.InProcess.Outcome;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.reply.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model at an endpoint said is kept, and said again without it. */
class RecordIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "sk-of-the-endpoint-4711";

    @TempDir
    Path folder;

    @BeforeEach
    void fillTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void keepsWhatAnEndpointSaysSoThatTheMockSaysItAgain() throws IOException {
        JsonNode recorded;
        try (MockQwen endpoint = endpoint();
                InProcess wukong = InProcess.over(folder, "DASHSCOPE_API_KEY=" + KEY)) {
            Outcome outcome = wukong.run(
                    "record",
                    file("task.yaml"),
                    "--endpoint",
                    endpoint.baseUrl().toString(),
                    "--yes",
                    "--json");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(outcome.err()).contains("Recorded in ");
            recorded = JSON.readTree(outcome.out());
        }
        Path recording = folder.resolve("task.recording.yaml");
        assertThat(recording).content().startsWith("kind: Recording").doesNotContain(KEY);

        Files.copy(recording, folder.resolve("replies.yaml"), StandardCopyOption.REPLACE_EXISTING);
        try (InProcess wukong = InProcess.over(folder)) {
            JsonNode replayed = JSON.readTree(
                    wukong.run("run", file("task.yaml"), "--yes", "--json").out());

            assertThat(replayed.path("answer")).isEqualTo(recorded.path("answer"));
            assertThat(replayed.path("usage")).isEqualTo(recorded.path("usage"));
            assertThat(replayed.path("toolCalls")).isEqualTo(recorded.path("toolCalls"));
        }
    }

    @Test
    void overwritesNoRecordingAndAsksNobodyThen() throws IOException {
        Files.writeString(folder.resolve("task.recording.yaml"), "mine");
        try (InProcess wukong = InProcess.over(folder, "DASHSCOPE_API_KEY=" + KEY)) {
            Outcome refused = wukong.run("record", file("task.yaml"), "--endpoint", "http://127.0.0.1:1/v1");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("is there already; move it away, or name another one with --to");
            assertThat(folder.resolve("task.recording.yaml")).hasContent("mine");
        }
    }

    @Test
    void saysThatAnEndpointNeedsAKey() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome refused = wukong.run("record", file("task.yaml"), "--endpoint", "http://127.0.0.1:1/v1");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("--endpoint needs a key for http://127.0.0.1:1/v1; set WUKONG_API_KEY");
        }
    }

    @Test
    void saysWhatTheSettingsOfAMockTake() {
        try (InProcess wukong = InProcess.over(folder)) {
            assertThat(wukong.run("mock", "--port", "99999").err())
                    .contains("Option '--port' takes 0 to 65,535, not 99,999");
            assertThat(wukong.run("mock", "--credit", "a lot").err()).contains("Option '--credit' takes yuan");
            assertThat(wukong.run("mock", "--jitter", "120").err())
                    .contains("Option '--jitter' takes 0 to 100, not 120");
            assertThat(wukong.run("mock", "--faults", file("task.yaml")).err())
                    .contains("task.yaml:1:")
                    .contains("Faults");
        }
    }

    private MockQwen endpoint() {
        return MockQwen.builder(Replies.read(folder.resolve("replies.yaml")))
                .requiredKey(KEY)
                .start();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
