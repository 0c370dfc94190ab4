package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.shell.InProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on real parts: embedded Redis, mocked model over HTTP, office. */
class RunIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void printsOneJsonObjectAndRemembersTheTask() throws IOException {
        Outcome run;
        try (InProcess wukong = InProcess.over(folder)) {
            run = wukong.run("run", desk("task.yaml"), "--json", "--input", "train=late");
        }

        JsonNode result = JSON.readTree(run.out());
        String task = result.path("task").asText();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(result.path("stopReason").asText()).isEqualTo("completed");
        assertThat(result.path("answer").asText()).contains("吴梅");
        assertThat(result.path("budget").path("spent").asLong())
                .isEqualTo(result.path("usage").path("input").asLong()
                        + result.path("usage").path("output").asLong())
                .isPositive();
        assertThat(Path.of(result.path("transcript").asText())).isRegularFile();
        assertThat(run.err()).contains("→ chat.send", "我坐早班火车");

        try (InProcess later = InProcess.over(folder)) {
            assertThat(later.run("tasks").out()).startsWith(task + "  completed");
            assertThat(later.run("show", task).out())
                    .contains("goal     Tell my manager that I take the late train.", "吴梅 knows");
            assertThat(later.run("trace", task).out()).contains("step 3, act", "→ directory.manager_of");
            JsonNode account = JSON.readTree(
                            later.run("budget", "task:" + task, "--json").out())
                    .path("accounts")
                    .path(0);
            assertThat(account.path("unit").asText()).isEqualTo("tokens");
            assertThat(account.path("limit").asLong()).isEqualTo(8_000);
            assertThat(account.path("spent")).isEqualTo(result.path("budget").path("spent"));
            assertThat(account.path("remaining"))
                    .isEqualTo(result.path("budget").path("remaining"));
            assertThat(later.run("budget", "task:" + task).out())
                    .contains(String.format(
                            "spent %,d, held 0, free %,d of 8,000 tokens",
                            result.path("budget").path("spent").asLong(),
                            result.path("budget").path("remaining").asLong()));
        }
    }

    @Test
    void stopsWhereNobodyIsThereToAgree() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome alone = wukong.run("run", desk("approval.yaml"));
            Outcome agreed = wukong.run("run", desk("approval.yaml"), "--yes");

            assertThat(alone.exitCode()).isEqualTo(3);
            assertThat(alone.err()).contains("wukong: awaiting_approval:", "wukong approve w-");
            assertThat(agreed.exitCode()).isZero();
            assertThat(agreed.out()).isEqualToIgnoringNewLines("It is filed.");
            assertThat(agreed.err()).contains("AP-0001");
        }
    }

    @Test
    void goesOnAfterATopUpOfTheEmployeesAccount() {
        try (InProcess wukong = InProcess.over(folder, "wukong.budget.employee-monthly=1000")) {
            Outcome poor = wukong.run("run", desk("task.yaml"));
            String account = poor.err().replaceAll("(?s).*Account '(employee:[^']+)'.*", "$1");
            Outcome toppedUp = wukong.run("budget", "topup", account, "9_000", "--reason", "early train");
            Outcome rich = wukong.run("run", desk("task.yaml"));

            assertThat(poor.exitCode()).isEqualTo(4);
            assertThat(poor.err()).contains("wukong: budget_exhausted: Account 'employee:he.jun:");
            assertThat(toppedUp.out()).contains("of 10,000 tokens spent");
            assertThat(rich.exitCode()).isZero();
        }
    }

    @Test
    void namesEverythingThatIsWrongWithAFile() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome validate = wukong.run("validate", desk("broken.yaml"), "--json");
            Outcome run = wukong.run("run", desk("broken.yaml"));

            JsonNode violations = JSON.readTree(validate.out()).path("violations");
            assertThat(validate.exitCode()).isEqualTo(2);
            assertThat(violations.path(0).path("line").asInt()).isEqualTo(9);
            assertThat(violations).hasSizeGreaterThan(1);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("broken.yaml:9:3", "modle", "broken.yaml:11:");
        }
        assertThat(folder.resolve(".wukong/transcripts")).doesNotExist();
    }

    @Test
    void namesWhatATaskFileRefersToAndIsNotThere() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome lost = wukong.run("validate", desk("lost.yaml"));

            assertThat(lost.exitCode()).isEqualTo(2);
            assertThat(lost.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("lost.yaml:4:1", "nobody"),
                            line -> assertThat(line).contains("lost.yaml:8:3", "telepathy", "react"),
                            line -> assertThat(line).contains("lost.yaml:9:3", "qwen-pluss", "qwen-plus,"),
                            line -> assertThat(line).contains("lost.yaml:10:33", "directory.fly"));
        }
    }

    @Test
    void tellsTheMostATaskCanUse() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome validate = wukong.run("validate", desk("task.yaml"), desk("world.yaml"), "--json");

            JsonNode result = JSON.readTree(validate.out());
            assertThat(result.path("ok").asBoolean()).isTrue();
            assertThat(result.path("bound").path("tokens").asLong()).isEqualTo(8_000);
            assertThat(result.path("bound").path("modelCalls").asLong()).isEqualTo(61);
            assertThat(result.path("bound").path("micros").asLong()).isPositive();
        }
    }

    @Test
    void runsSuitesAndTellsARegressionByItsExitCode() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome green = wukong.run("test", desk("suite.yaml"), "--json", "--junit", desk("junit.xml"));
            Outcome red = wukong.run("test", desk("red-suite.yaml"));
            Outcome none = wukong.run("test", desk("suite.yaml"), "--filter", "nothing-like-it");

            assertThat(green.exitCode()).isZero();
            assertThat(JSON.readTree(green.out()).path("passed").asInt()).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("junit.xml"))).contains("tells-the-manager");
            assertThat(red.exitCode()).isEqualTo(7);
            assertThat(red.out()).contains("✗ red-desk/expects-too-much", "late train", "0 passed, 1 failed");
            assertThat(red.err()).contains("Transcript of red-desk/expects-too-much", "directory.manager_of");
            assertThat(none.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void talksTurnByTurn() {
        try (InProcess wukong = InProcess.over(folder, "input=Tell my manager.\nexit\n")) {
            Outcome chat = wukong.run("chat", desk("task.yaml"));

            assertThat(chat.exitCode()).isZero();
            assertThat(chat.out()).isEqualToIgnoringNewLines("吴梅 knows that you take the early train.");
        }
    }

    @Test
    void saysWhatALiveModelNeeds() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome nowhere = wukong.run("run", desk("task.yaml"), "--live");

            assertThat(nowhere.exitCode()).isEqualTo(2);
            assertThat(nowhere.err()).contains("--live needs an endpoint; set WUKONG_ENDPOINT");
        }
        try (InProcess keyless = InProcess.over(folder, "wukong.endpoint=http://127.0.0.1:1/v1")) {
            Outcome locked = keyless.run("run", desk("task.yaml"), "--live");

            assertThat(locked.exitCode()).isEqualTo(2);
            assertThat(locked.err()).contains("--live needs a key for http://127.0.0.1:1/v1; set WUKONG_API_KEY");
        }
    }

    @Test
    void saysHowToMendWhatIsAroundIt() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThat(refusal("wukong.home=" + file)).contains("Data folder", "WUKONG_HOME");
        assertThat(refusal("wukong.redis=redis://127.0.0.1:1")).contains("127.0.0.1:1");
        assertThat(refusal("wukong.budget.employee-monthly=lots"))
                .contains("'wukong.budget.employee-monthly' cannot be 'lots'");
    }

    private String refusal(String property) {
        try (InProcess wukong = InProcess.over(folder, property)) {
            Outcome refused = wukong.run("run", desk("task.yaml"));

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err().lines()).hasSize(1);
            return refused.err();
        }
    }

    @Test
    void saysWhoIsMissingFromTheOffice() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome stranger = wukong.run("run", desk("task.yaml"), "--as", "li.na");

            assertThat(stranger.exitCode()).isEqualTo(2);
            assertThat(stranger.err())
                    .contains("Employee 'li.na' not found in 'world.yaml'; employees: wu.mei, he.jun");
        }
    }

    private String desk(String file) {
        return folder.resolve(file).toString();
    }
}
