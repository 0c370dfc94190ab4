package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.shell.InProcess.Outcome;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.fault.Faults;
import dev.wukongsim.simulator.reply.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that run out of money, and go on, on real parts: embedded Redis, mocked model over HTTP, office. */
class ResumeIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void sumsUpPausesAndGoesOnAfterATopUp() throws IOException {
        Outcome poor;
        String task;
        try (InProcess wukong = InProcess.over(folder)) {
            poor = wukong.run("run", desk("short.yaml"));
            task = task(wukong);
            wukong.run("budget", "topup", "task:" + task, "5_000", "--reason", "one more sentence");
        }
        String office = InProcess.office(folder, task);

        assertThat(poor.exitCode()).isEqualTo(4);
        assertThat(poor.out())
                .isEqualToIgnoringNewLines("吴梅 has the message about the early train. What is open is to tell you so.");
        assertThat(poor.err())
                .contains("wukong: budget_exhausted: Account 'task:" + task
                        + "' may use 1,300 tokens (level 1 of the path);")
                .contains("top it up: wukong budget topup task:" + task + " TOKENS --reason TEXT, then: wukong resume "
                        + task);

        try (InProcess later = InProcess.over(folder)) {
            JsonNode rich = JSON.readTree(later.run("resume", task, "--json").out());
            Outcome again = later.run("resume", task);

            assertThat(rich.path("stopReason").asText()).isEqualTo("completed");
            assertThat(rich.path("answer").asText()).isEqualTo("吴梅 knows that you take the early train.");
            assertThat(rich.path("usage").path("calls").asInt()).isEqualTo(4);
            assertThat(rich.path("toolCalls")).hasSize(2);
            assertThat(rich.path("budget").path("spent").asLong())
                    .isEqualTo(rich.path("usage").path("input").asLong()
                            + rich.path("usage").path("output").asLong());
            assertThat(rich.path("budget").path("limit").asLong()).isEqualTo(6_300);
            assertThat(rich.path("budget").path("held").asLong()).isZero();
            assertThat(later.run("trace", task).out())
                    .contains("step 5, wrapup", "▶ goes on, with 6,300 tokens in all", "■ completed");
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(again.err()).contains("Task '" + task + "' has ended (completed)", "wukong show " + task);
        }
        assertThat(InProcess.office(folder, task)).isEqualTo(office);
    }

    @Test
    void stopsWithoutALastCall() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome stopped = wukong.run("run", desk("short.yaml"), "--when-short", "stop", "--budget", "900");
            String task = task(wukong);
            wukong.run("budget", "topup", "task:" + task, "5_000", "--reason", "one more sentence");
            Outcome done = wukong.run("resume", task);

            assertThat(stopped.exitCode()).isEqualTo(4);
            assertThat(stopped.out()).isEmpty();
            assertThat(stopped.err()).contains("wukong resume " + task);
            assertThat(done.exitCode()).isZero();
            assertThat(done.err()).contains("MSG-0001").doesNotContain("wrapup");
        }
    }

    @Test
    void goesOnWithACheaperModel() throws IOException {
        Path replies = folder.resolve("short-replies.yaml");
        Files.writeString(
                replies,
                Files.readString(replies)
                        .replace("toolResult: wu.mei }", "toolResult: wu.mei }\n    think: " + "maybe ".repeat(2_000)));
        Path file = folder.resolve("short.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("tokens: 1300, reserve: 400", "tokens: 3250, whenShort: 'degrade:qwen-flash'")
                        .replace("agent:", "agent:\n  limits: { outputTokens: 2500 }"));
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome cheap = wukong.run("run", file.toString());
            Outcome unknown = wukong.run("run", desk("short.yaml"), "--when-short", "degrade:qwen-flush");
            Outcome nonsense = wukong.run("run", desk("short.yaml"), "--when-short", "hope");

            assertThat(cheap.exitCode()).isZero();
            assertThat(cheap.err()).contains("! from here on qwen-flash instead of qwen-plus");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).contains("qwen-flush", "qwen-flash");
            assertThat(nonsense.err())
                    .contains("Option '--when-short' takes ladder, stop, degrade:MODEL or audit, not 'hope'");
        }
    }

    @Test
    void auditGoesOnAndSaysByHowMuchTheBudgetWasPassed() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome audited = wukong.run("run", desk("short.yaml"), "--when-short", "audit", "--budget", "700");
            Outcome json = wukong.run("run", desk("short.yaml"), "--when-short", "audit", "--budget", "700", "--json");

            assertThat(audited.exitCode()).isZero();
            assertThat(audited.err())
                    .contains("! Account 'task:", "this call needs at least")
                    .contains("passed      the budget by 412 tokens");
            JsonNode result = JSON.readTree(json.out());
            assertThat(result.path("budget").path("remaining").asLong()).isEqualTo(-412);
            assertThat(result.path("alerts"))
                    .extracting(alert -> alert.path("percent").asInt())
                    .contains(80, 100);
        }
    }

    @Test
    void refusesToResumeWhatItCannotAndLosesNothing() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            wukong.run("run", desk("short.yaml"));
            String task = task(wukong);
            wukong.run("budget", "topup", "task:" + task, "5_000", "--reason", "one more sentence");
            Path file = folder.resolve("short.yaml");
            String before = Files.readString(file);

            Outcome unknown = wukong.run("resume", "t-nobody");
            Files.writeString(file, before + "# edited\n");
            Outcome changed = wukong.run("resume", task);
            Files.writeString(file, before);
            Outcome mended = wukong.run("resume", task);

            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).contains("Task 't-nobody' not found");
            assertThat(changed.exitCode()).isEqualTo(2);
            assertThat(changed.err()).contains("short.yaml' has changed since task '" + task + "' began");
            assertThat(mended.exitCode()).isZero();
        }
    }

    @Test
    void goesOnOnceTheRepliesOfTheMockedModelAreMended() throws IOException {
        Path replies = folder.resolve("short-replies.yaml");
        String whole = Files.readString(replies);
        Files.writeString(replies, whole.replace("turn: 3, user: early train", "turn: 3, user: late train"));
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome stuck = wukong.run("run", desk("short.yaml"), "--budget", "9000");
            String task = task(wukong);
            Files.writeString(replies, whole);
            Outcome mended = wukong.run("resume", task);
            Outcome again = wukong.run("resume", task);

            assertThat(stuck.exitCode()).isEqualTo(1);
            assertThat(stuck.err())
                    .contains("mock_unmatched: \"No turn answers turn 3", "when that is mended: wukong resume " + task);
            assertThat(mended.exitCode()).isZero();
            assertThat(mended.out()).contains("knows that you take the early train");
            assertThat(InProcess.office(folder, task)).contains("MSG-0001").doesNotContain("MSG-0002");
            assertThat(again.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void doesNotGoOnWhereTheModelHasRefusedTheContent() throws IOException {
        Path faults = Files.writeString(folder.resolve("faults.yaml"), """
                kind: Faults
                faults:
                  - { fault: error, error: input-inspection }
                """);
        try (MockQwen refusing = MockQwen.builder(Replies.read(folder.resolve("short-replies.yaml")))
                        .faults(Faults.read(faults, 0))
                        .start();
                InProcess wukong =
                        InProcess.over(folder, "wukong.endpoint=" + refusing.baseUrl(), "DASHSCOPE_API_KEY=sk-x")) {
            Outcome refused = wukong.run("run", desk("short.yaml"), "--live", "--budget", "9000");
            String task = task(wukong);
            Outcome resumed = wukong.run("resume", task);

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("model_failed").doesNotContain("wukong resume");
            assertThat(resumed.exitCode()).isEqualTo(2);
            assertThat(resumed.err()).contains("Task '" + task + "' has ended (model_failed)");
        }
    }

    @Test
    void aTurnOfATalkIsNotResumed() {
        try (InProcess wukong = InProcess.over(folder, "input=Tell my manager.\nexit\n")) {
            Outcome chat = wukong.run("chat", desk("task.yaml"), "--budget", "100");
            Outcome resumed = wukong.run("resume", task(wukong));

            assertThat(chat.exitCode()).isEqualTo(4);
            assertThat(chat.err()).contains("wukong budget topup").doesNotContain("wukong resume");
            assertThat(resumed.exitCode()).isEqualTo(2);
            assertThat(resumed.err())
                    .contains("only tasks that 'wukong run', 'fork' or 'schedule' began are kept for that");
        }
    }

    @Test
    void goesOnWithATaskThatWaitedForAPerson() {
        String task;
        try (InProcess wukong = InProcess.over(folder)) {
            assertThat(wukong.run("run", desk("approval.yaml")).exitCode()).isEqualTo(3);
            task = task(wukong);

            assertThat(wukong.run("resume", task).exitCode()).isEqualTo(3);
        }
    }

    @Test
    void refusesAFileThatDegradesToNoModel() throws IOException {
        Path file = Files.writeString(
                folder.resolve("degrade.yaml"),
                Files.readString(folder.resolve("task.yaml"))
                        .replace("tokens: 8000", "tokens: 8000, whenShort: 'degrade:qwen-flush'"));
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome validate = wukong.run("validate", file.toString());

            assertThat(validate.exitCode()).isEqualTo(2);
            assertThat(validate.out()).contains("degrade.yaml:10:25", "qwen-flush");
        }
    }

    @Test
    void validateNamesWhatIsKeptForTheLastCall() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome text = wukong.run("validate", desk("short.yaml"));
            JsonNode json = JSON.readTree(
                    wukong.run("validate", desk("short.yaml"), "--json").out());

            assertThat(text.out()).contains("at most 1,300 tokens in 61 model calls (400 kept for the last)");
            assertThat(json.path("bound").path("reserve").asLong()).isEqualTo(400);
        }
    }

    @Test
    void validateTakesTheDearestModelOfAChain() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            JsonNode chain = bound(wukong, "model: qwen-turbo\n  fallback: [qwen-max, qwen-plus]");
            JsonNode dearest = bound(wukong, "model: qwen-max");
            JsonNode cheapest = bound(wukong, "model: qwen-turbo");

            assertThat(chain.path("micros")).isNotEqualTo(cheapest.path("micros"));
            assertThat(chain.path("micros").asLong())
                    .isGreaterThanOrEqualTo(dearest.path("micros").asLong());
            assertThat(cheapest.path("modelCalls").asLong()).isEqualTo(20 * 3 + 1);
            assertThat(chain.path("modelCalls").asLong()).isEqualTo((20 + 2) * 3 + 1);
        }
    }

    @Test
    void refusesModelsThatAreNotThereOrCannotThinkAsTheTaskWants() throws IOException {
        Path file = write("chain.yaml", "fallback: [qwen-max, qwen-flush]\n  thinking: on");
        Path always = write("always.yaml", "model: kimi-k2-thinking\n  thinking: off");
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome chain = wukong.run("validate", file.toString());
            Outcome off = wukong.run("validate", always.toString());

            assertThat(chain.exitCode()).isEqualTo(2);
            assertThat(chain.out())
                    .contains("chain.yaml:9:14: Model 'qwen-max' cannot think; leave 'thinking' out")
                    .contains("chain.yaml:9:24: Model 'qwen-flush' is not in the catalogue");
            assertThat(off.out()).contains("Model 'kimi-k2-thinking' always thinks, and 'thinking' is off");
        }
    }

    private JsonNode bound(InProcess wukong, String models) throws IOException {
        Path file = write("bound.yaml", models);
        return JSON.readTree(wukong.run("validate", file.toString(), "--json").out())
                .path("bound");
    }

    private Path write(String name, String models) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                Files.readString(folder.resolve("short.yaml")).replace("  tools:", "  " + models + "\n  tools:"));
    }

    private static String task(InProcess wukong) {
        return wukong.run("tasks").out().split(" ")[0];
    }

    private String desk(String file) {
        return folder.resolve(file).toString();
    }
}
