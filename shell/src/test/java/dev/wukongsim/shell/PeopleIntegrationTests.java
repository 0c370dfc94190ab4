package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.shell.InProcess.Outcome;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say to tasks that wait, and to tasks that are over. */
class PeopleIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void approvesInOneProcessAndGoesOnInAnother() throws IOException {
        String task;
        String wait;
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome parked = wukong.run("run", desk("approval.yaml"));
            task = task(wukong);
            JsonNode open =
                    JSON.readTree(wukong.run("approvals", "--json").out()).path("waits");
            wait = open.path(0).path("id").asText();

            assertThat(parked.exitCode()).isEqualTo(3);
            assertThat(parked.err()).contains("say: wukong approve " + wait + " (or deny) before");
            assertThat(open).hasSize(1);
            assertThat(open.path(0)
                            .path("subject")
                            .path("arguments")
                            .path("amount")
                            .asInt())
                    .isEqualTo(120);
            assertThat(wukong.run("approvals").out()).contains(wait + "  approval  " + task + "  2 d 23 h left");
            assertThat(wukong.run("approvals", wait).out()).contains("approvals.file", "\"title\" : \"火车票\"");
        }

        try (InProcess later = InProcess.over(folder)) {
            Outcome approved = later.run("approve", wait, "--as", "wu.mei", "--reason", "a fair price");
            Outcome twice = later.run("approve", wait);
            Outcome denied = later.run("deny", wait);
            Outcome done = later.run("resume", task);
            Outcome afterwards = later.run("approve", wait);

            assertThat(approved.out()).isEqualToIgnoringNewLines(wait + ": granted");
            assertThat(approved.err()).contains("Go on with: wukong resume " + task);
            assertThat(twice.exitCode()).isEqualTo(2);
            assertThat(twice.err()).contains("'" + wait + "' has its answer already (granted by wu.mei)");
            assertThat(denied.err()).contains("has its answer already (granted by wu.mei)");
            assertThat(done.exitCode()).isZero();
            assertThat(done.err()).contains("✓ wu.mei agreed: a fair price", "AP-0001");
            assertThat(afterwards.exitCode()).isEqualTo(2);
            assertThat(afterwards.err()).contains("'" + wait + "' is over: task '" + task + "' has its answer");
            assertThat(later.run("approvals").err()).contains("Nobody waits for anything.");
        }
    }

    @Test
    void deniesAndLetsTheTaskGoOnAtOnce() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            wukong.run("run", desk("approval.yaml"));
            JsonNode result =
                    JSON.readTree(wukong.run("deny", firstWait(wukong), "--reason", "too dear", "--resume", "--json")
                            .out());

            assertThat(result.path("stopReason").asText()).isEqualTo("completed");
            assertThat(result.path("toolCalls").path(0).path("outcome").asText())
                    .isEqualTo("denied");
            assertThat(wukong.run("trace", task(wukong)).out()).contains("he.jun did not agree to this call: too dear");
        }
    }

    @Test
    void answersAQuestion() {
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome parked = wukong.run("run", desk("question.yaml"));
            String wait = firstWait(wukong);
            Outcome approved = wukong.run("approve", wait);
            Outcome done = wukong.run("answer", wait, "The one in Nanshan", "--resume");

            assertThat(parked.exitCode()).isEqualTo(3);
            assertThat(parked.err()).contains("awaiting_input: Agent 'helper' asks he.jun: 哪家酒店？");
            assertThat(approved.exitCode()).isEqualTo(2);
            assertThat(approved.err()).contains("'" + wait + "' is a question; say: wukong answer " + wait + " TEXT");
            assertThat(done.exitCode()).isZero();
            assertThat(done.out()).isEqualToIgnoringNewLines("The one in Nanshan is booked.");
        }
    }

    @Test
    void cancelsForGood() {
        try (InProcess wukong = InProcess.over(folder)) {
            wukong.run("run", desk("approval.yaml"));
            String task = task(wukong);
            String wait = firstWait(wukong);
            Outcome cancelled = wukong.run("cancel", task, "--as", "he.jun", "--reason", "found the money");
            Outcome again = wukong.run("cancel", task);
            Outcome resumed = wukong.run("resume", task);
            Outcome approved = wukong.run("approve", wait);

            assertThat(cancelled.exitCode()).isZero();
            assertThat(cancelled.out())
                    .isEqualToIgnoringNewLines("Task '" + task + "' was cancelled by he.jun: found the money");
            assertThat(again.err()).contains("Task '" + task + "' has ended already");
            assertThat(resumed.exitCode()).isEqualTo(2);
            assertThat(resumed.err()).contains("was cancelled by he.jun: found the money; it cannot go on");
            assertThat(approved.err()).contains("does not wait for it any more");
            assertThat(wukong.run("show", task).out()).contains("stopped  cancelled");
        }
    }

    @Test
    void saysWhichWaitsThereAre() {
        try (InProcess wukong = InProcess.over(folder)) {
            assertThat(wukong.run("approve", "w-nobody").err())
                    .contains("Nobody waits for 'w-nobody'; 'wukong approvals' lists what is open");
            wukong.run("run", desk("approval.yaml"));
            wukong.run("run", desk("question.yaml"));

            assertThat(wukong.run("approve", "w-").err()).contains("'w-' may be one of: w-");
            assertThat(wukong.run("decide", "w-", "perhaps").err())
                    .contains("FINDING is happened, not-happened, abort, not 'perhaps'");
        }
    }

    @Test
    void forksBeforeAStepAndShowsWhereTheTwoPart() throws IOException {
        try (InProcess wukong = InProcess.over(folder)) {
            wukong.run("run", desk("approval.yaml"));
            String parent = task(wukong);
            JsonNode fork = JSON.readTree(
                    wukong.run("fork", parent, "--at", "2", "--yes", "--json").out());
            String child = fork.path("task").asText();
            Outcome past = wukong.run("fork", parent, "--at", "9");
            Outcome zero = wukong.run("fork", parent, "--at", "0");
            Outcome unknown = wukong.run("fork", "t-nobody", "--at", "1");
            Outcome diff = wukong.run("diff", parent, child);

            assertThat(fork.path("stopReason").asText()).isEqualTo("completed");
            assertThat(fork.path("usage").path("calls").asInt()).isOne();
            assertThat(past.exitCode()).isEqualTo(2);
            assertThat(past.err()).contains("Task '" + parent + "' has no step 9; it has steps 1 to 2");
            assertThat(zero.err()).contains("Option '--at' takes the number of a step, from 1, not 0");
            assertThat(unknown.err()).contains("Task 't-nobody' not found");
            assertThat(diff.exitCode()).isZero();
            assertThat(diff.out()).contains("awaiting_approval", "completed", "step 2");
            assertThat(wukong.run("approvals").out()).contains(parent);
        }
    }

    @Test
    void refusesAJournalWithADamagedRowAndLosesNothing() {
        String task;
        try (InProcess wukong = InProcess.over(folder)) {
            wukong.run("run", desk("approval.yaml"));
            task = task(wukong);
        }
        Map<String, String> rows = damage(task, "2", "xa");
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome damaged = wukong.run("resume", task);

            assertThat(damaged.exitCode()).isEqualTo(1);
            assertThat(damaged.err())
                    .contains("Row 2 of the journal of task '" + task
                            + "' is damaged: its check sum is wrong; nothing was done");
            assertThat(wukong.run("show", task).out()).contains("awaiting_approval");
        }
        damage(task, "2", rows.get("2"));
        try (InProcess wukong = InProcess.over(folder)) {
            assertThat(wukong.run("approve", firstWait(wukong), "--resume").exitCode())
                    .isZero();
        }
    }

    /** Put something else into a row; what begins with x is the row itself with one hash digit changed. */
    private Map<String, String> damage(String task, String row, String content) {
        EmbeddedRedis server = InProcess.redisOf(folder);
        try (RedisClient client = RedisClient.create(server.uri())) {
            var redis = client.connect().sync();
            String key = "{wukong}:rows:" + task;
            Map<String, String> rows = redis.hgetall(key);
            String damaged =
                    content.startsWith("x") ? rows.get(row).replaceFirst("\"attempt\":1", "\"attempt\":2") : content;
            redis.hset(key, row, damaged);
            return rows;
        } finally {
            server.closeAndWait(InProcess.PATIENCE);
        }
    }

    private static String firstWait(InProcess wukong) {
        return wukong.run("approvals").out().split(" ")[0];
    }

    private static String task(InProcess wukong) {
        return wukong.run("tasks").out().split(" ")[0];
    }

    private String desk(String file) {
        return folder.resolve(file).toString();
    }
}
