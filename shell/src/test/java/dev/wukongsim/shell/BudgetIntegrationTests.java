package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.shell.InProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The budget commands on real parts: a policy file, a run, the ledger in an embedded Redis. */
class BudgetIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String POLICY = """
            kind: Budget
            zone: Asia/Shanghai
            organisation: { tokens: 1000000 }
            employee: { qwen: { tokens: 2000 } }
            departments:
              shop: { limit: { tokens: 50000 }, products: [qwen] }
            packs:
              - { name: spare, tokens: 3000, expires: 2099-12-31 }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
        Files.writeString(folder.resolve("budget.yaml"), POLICY);
    }

    @Test
    void chargesWhatThePolicyNamesAndShowsHowItBurnsDown() throws IOException {
        try (InProcess wukong = withPolicy()) {
            assertThat(wukong.run("run", desk("task.yaml")).exitCode()).isZero();

            JsonNode accounts =
                    JSON.readTree(wukong.run("budget", "--json").out()).path("accounts");
            assertThat(StreamSupport.stream(accounts.spliterator(), false)
                            .map(account -> account.path("id").asText().replaceAll("(:\\d{4}-\\d{2}|t-.*)$", "")))
                    .containsExactlyInAnyOrder(
                            "department:shop", "employee:he.jun:qwen", "organisation", "pack:spare", "task:");
            assertThat(accounts.path(1).path("alerts").path(0).path("percent").asInt())
                    .isEqualTo(50);
            assertThat(accounts.path(1).path("period").path("elapsedPercent").asDouble())
                    .isBetween(0.0, 100.0);
            assertThat(wukong.run("budget").out())
                    .contains(
                            "organisation",
                            "department",
                            "employee",
                            "task",
                            "times in Asia/Shanghai",
                            "alerts: 50 % on");
            assertThat(wukong.run("budget", "rebuild", "--check").out())
                    .isEqualToIgnoringNewLines("5 accounts are what the books say");
        }
    }

    @Test
    void paysFromAPackWhenTheSeatIsUsedUpAndCountsMoneyWhereThePolicyDoes() throws IOException {
        Files.writeString(
                folder.resolve("budget.yaml"),
                POLICY.replace("tokens: 2000", "tokens: 700").replace("{ tokens: 1000000 }", "{ yuan: 5 }"));
        try (InProcess wukong = withPolicy()) {
            Outcome run = wukong.run("run", desk("task.yaml"), "--when-short", "stop", "--json");

            JsonNode accounts =
                    JSON.readTree(wukong.run("budget", "--json").out()).path("accounts");
            long total = JSON.readTree(run.out()).path("budget").path("spent").asLong();
            assertThat(run.exitCode()).isZero();
            assertThat(accounts.path(1).path("spent").asLong()).isEqualTo(700);
            assertThat(accounts.path(3).path("id").asText()).isEqualTo("pack:spare");
            assertThat(accounts.path(3).path("spent").asLong()).isEqualTo(total - 700);
            assertThat(accounts.path(2).path("unit").asText()).isEqualTo("micros");
            assertThat(accounts.path(2).path("spent"))
                    .isEqualTo(JSON.readTree(run.out()).path("cost").path("micros"));
            assertThat(wukong.run("budget").out()).contains(" of 5 yuan");
            assertThat(wukong.run("budget", "topup", accounts.path(2).path("id").asText(), "0.5", "--reason", "r")
                            .out())
                    .contains(" of 5.5 yuan spent");
        }
    }

    @Test
    void tellsEverythingAboutOneAccount() throws IOException {
        try (InProcess wukong = withPolicy()) {
            wukong.run("run", desk("task.yaml"));
            String seat = JSON.readTree(wukong.run("budget", "--json").out())
                    .path("accounts")
                    .path(1)
                    .path("id")
                    .asText();

            Outcome shown = wukong.run("budget", seat);
            JsonNode account = JSON.readTree(
                            wukong.run("budget", seat, "--json").out())
                    .path("accounts")
                    .path(0);

            assertThat(shown.out()).contains("latest entries", "charged", "opened", "limit 2,000 tokens");
            assertThat(account.path("entries").path(0).path("kind").asText()).isIn("charged", "alert");
            assertThat(account.path("reservations")).isEmpty();
        }
    }

    @Test
    void changesAccountsAndSaysWhatIsWrongWithAChange() throws IOException {
        try (InProcess wukong = withPolicy()) {
            wukong.run("run", desk("task.yaml"));

            Outcome mistyped = wukong.run("budget", "topup", "pack:spar", "5", "--reason", "r");
            Outcome half = wukong.run("budget", "topup", "pack:spare", "0.5", "--reason", "r");
            Outcome word = wukong.run("budget", "topup", "pack:spare", "lots", "--reason", "r");
            Outcome added = wukong.run("budget", "topup", "pack:spare", "500", "--reason", "r", "--json");
            Outcome moved = wukong.run("budget", "transfer", "pack:spare", account(wukong, 0), "100", "--reason", "r");
            Outcome toomuch =
                    wukong.run("budget", "transfer", "pack:spare", account(wukong, 0), "9_999", "--reason", "r");

            assertThat(mistyped.err())
                    .isEqualToIgnoringNewLines(
                            "wukong: Account 'pack:spar' not found; did you mean 'pack:spare'? 'wukong budget --all' lists all");
            assertThat(mistyped.exitCode()).isEqualTo(2);
            assertThat(half.err())
                    .contains("Account 'pack:spare' counts tokens: the amount is a whole number, not 0.5");
            assertThat(word.err()).contains("An amount is a number, not 'lots'");
            assertThat(JSON.readTree(added.out())
                            .path("accounts")
                            .path(0)
                            .path("limit")
                            .asLong())
                    .isEqualTo(3_500);
            assertThat(moved.out()).contains("0 of 3,400 tokens spent", "of 50,100 tokens spent");
            assertThat(toomuch.exitCode()).isEqualTo(2);
            assertThat(toomuch.err()).contains("pack:spare");
            assertThat(wukong.run("budget", "rebuild").exitCode()).isEqualTo(2);
        }
    }

    @Test
    void stopsATaskOfADepartmentWhoseAccountIsFrozen() throws IOException {
        try (InProcess wukong = withPolicy()) {
            wukong.run("run", desk("task.yaml"));
            String department = account(wukong, 0);

            Outcome frozen = wukong.run("budget", "freeze", department, "--reason", "runaway");
            Outcome refused = wukong.run("run", desk("task.yaml"));
            Outcome thawed = wukong.run("budget", "thaw", department, "--reason", "found it");

            assertThat(frozen.out()).contains(", frozen");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.err()).contains("'" + department + "'", "frozen");
            assertThat(thawed.out()).doesNotContain("frozen");
            assertThat(wukong.run("budget", department).out()).contains("frozen    runaway", "thawed    found it");
        }
    }

    @Test
    void deniesWhatThePolicyDoesNotAllowBeforeAnythingRuns() throws IOException {
        Files.writeString(
                folder.resolve("task.yaml"), Files.readString(folder.resolve("task.yaml")) + "\nproduct: coder\n");
        try (InProcess wukong = withPolicy()) {
            Outcome denied = wukong.run("run", desk("task.yaml"));

            assertThat(denied.exitCode()).isEqualTo(5);
            assertThat(denied.err())
                    .isEqualToIgnoringNewLines(
                            "wukong: policy_denied: Department 'shop' may use qwen, not 'coder'; add it to the department's 'products'");
            assertThat(wukong.run("tasks").out()).isEmpty();
        }
    }

    @Test
    void checksAPolicyFile() throws IOException {
        try (InProcess wukong = withPolicy()) {
            Files.writeString(folder.resolve("bad.yaml"), POLICY.replace("tokens: 2000 ", "tokens: 2000, yuan: 1 "));

            assertThat(wukong.run("validate", desk("budget.yaml")).exitCode()).isZero();
            Outcome bad = wukong.run("validate", desk("bad.yaml"));
            assertThat(bad.exitCode()).isEqualTo(2);
            assertThat(bad.out()).contains("bad.yaml:4:13: takes exactly one of 'tokens', 'yuan' and 'credits', not 2");
        }
    }

    private InProcess withPolicy() {
        return InProcess.over(folder, "wukong.budget.policy=" + desk("budget.yaml"));
    }

    private static String account(InProcess wukong, int index) throws IOException {
        return JSON.readTree(wukong.run("budget", "--json").out())
                .path("accounts")
                .path(index)
                .path("id")
                .asText();
    }

    private String desk(String file) {
        return folder.resolve(file).toString();
    }
}
