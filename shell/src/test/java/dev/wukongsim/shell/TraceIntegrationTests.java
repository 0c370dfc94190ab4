package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.shell.InProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading runs that really ran. */
class TraceIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void saysInOneLineThatTwoRunsAreEqual() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            String one = ran(wukong);
            String other = ran(wukong);

            Outcome diff = wukong.run("diff", one, other);
            JsonNode json =
                    JSON.readTree(wukong.run("diff", one, other, "--json").out());

            assertThat(diff.exitCode()).isZero();
            assertThat(diff.out().lines())
                    .singleElement()
                    .asString()
                    .startsWith(one + " and " + other + " are equal: 5 steps, 2 tool calls, ");
            assertThat(json.path("equal").asBoolean()).isTrue();
            assertThat(json.path("parting").isNull()).isTrue();
        }
    }

    @Test
    void showsHowTwoRunsDifferAndWhereTheyPart() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            String whole = ran(wukong, "--input", "train=late");
            String poor = ran(wukong, "--budget", "1000");

            Outcome diff = wukong.run("diff", whole, poor);
            JsonNode json =
                    JSON.readTree(wukong.run("diff", whole, poor, "--json").out());

            assertThat(diff.exitCode()).isZero();
            assertThat(diff.out())
                    .contains("   - Tell my manager that I take the late train.\n")
                    .contains("   + Tell my manager that I take the early train.\n")
                    .contains("   - 8,000 tokens\n   + 1,000 tokens\n", "   + budget_exhausted\n", "part at step ");
            assertThat(json.path("equal").asBoolean()).isFalse();
            assertThat(json.path("left").path("stopReason").asText()).isEqualTo("completed");
            assertThat(json.path("right").path("task").asText()).isEqualTo(poor);
            assertThat(json.path("differences").findValuesAsText("name")).contains("goal", "budget", "stop reason");
            assertThat(json.path("parting").path("lines").findValuesAsText("in"))
                    .contains("left", "right");
        }
    }

    @Test
    void refusesToCompareWithATaskThatNeverRan() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome diff = wukong.run("diff", ran(wukong), "t-9");

            assertThat(diff.exitCode()).isEqualTo(2);
            assertThat(diff.err()).contains("Task 't-9' not found; 'wukong tasks' lists all");
        }
    }

    @Test
    void tellsRunsAsJson() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            JsonNode run =
                    JSON.readTree(wukong.run("run", desk("task.yaml"), "--json").out());
            String task = run.path("task").asText();

            JsonNode show = JSON.readTree(wukong.run("show", task, "--json").out());
            JsonNode tasks = JSON.readTree(wukong.run("tasks", "--json").out());
            JsonNode trace = JSON.readTree(wukong.run("trace", task, "--json").out());

            for (String name : new String[] {
                "task",
                "agent",
                "planner",
                "model",
                "stopReason",
                "exitCode",
                "answer",
                "models",
                "usage",
                "cost",
                "toolCalls",
                "transcript"
            }) {
                assertThat(show.path(name)).as(name).isEqualTo(run.path(name));
            }
            assertThat(show.path("lastStep").asInt()).isEqualTo(5);
            assertThat(tasks.path("tasks")).hasSize(1);
            assertThat(tasks.path("tasks").path(0).path("task").asText()).isEqualTo(task);
            assertThat(trace.path("task").asText()).isEqualTo(task);
            assertThat(trace.path("events").findValuesAsText("type"))
                    .startsWith("task_started", "model_asked")
                    .endsWith("task_ended");
        }
    }

    @Test
    void writesATraceAsAPageOverAnEarlierOne() throws IOException {
        Path page = folder.resolve("trace.html");
        Files.writeString(page, "an earlier page");
        try (InProcess wukong = InProcess.over(folder)) {
            String task = ran(wukong);

            Outcome trace = wukong.run("trace", task, "--html", page.toString());

            assertThat(trace.exitCode()).isZero();
            assertThat(trace.out()).isEmpty();
            assertThat(trace.err()).startsWith("Written to " + page);
            assertThat(Jsoup.parse(Files.readString(page)).title()).isEqualTo(task);
            assertThat(folder.resolve("trace.html.next")).doesNotExist();
        }
    }

    @Test
    void saysWhereAPageCannotBeWritten() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            String task = ran(wukong);

            Outcome nowhere = wukong.run("trace", task, "--html", desk("none/trace.html"));
            Outcome onAFolder = wukong.run("trace", task, "--html", folder.toString());

            assertThat(nowhere.exitCode()).isEqualTo(2);
            assertThat(nowhere.err()).contains("Folder '" + folder.resolve("none") + "' not found; make it");
            assertThat(onAFolder.exitCode()).isEqualTo(2);
            assertThat(onAFolder.err()).contains("'" + folder + "' is a folder; name a file in it");
        }
    }

    /** The id of a task that was just run. */
    private String ran(InProcess wukong, String... options) throws IOException {
        String[] words = new String[3 + options.length];
        words[0] = "run";
        words[1] = desk("task.yaml");
        words[2] = "--json";
        System.arraycopy(options, 0, words, 3, options.length);
        return JSON.readTree(wukong.run(words).out()).path("task").asText();
    }

    private String desk(String file) {
        return folder.resolve(file).toString();
    }
}
