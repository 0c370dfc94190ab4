package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.shell.InProcess.Outcome;
import dev.wukongsim.shell.wiring.Stores;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.VirtualTimer;
import dev.wukongsim.simulator.reply.Replies;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Schedules on real parts, in virtual time: embedded Redis, mocked model over HTTP, office. */
class ScheduleIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST_TASK = "t-20261127-010000-desk-watch";

    private static final class Friday {

        @Bean
        @Primary
        Timer friday() {
            return new VirtualTimer(Instant.parse("2026-11-27T00:30:00Z"));
        }
    }

    private static final class Saturday {

        @Bean
        @Primary
        Timer saturday() {
            return new VirtualTimer(Instant.parse("2026-11-28T00:30:00Z"));
        }
    }

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void anEmptyTickCostsNoModelCallAndNoToken() throws IOException {
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            Outcome first = wukong.run("schedule", desk("watch.yaml"), "--ticks", "1", "--json");
            List<LedgerEntry> books = books(wukong);
            List<String> transcripts = transcripts();

            Outcome next = wukong.run("schedule", desk("watch.yaml"), "--ticks", "2", "--json");

            JsonNode ran = ticks(first).get(0);
            assertThat(first.exitCode()).isZero();
            assertThat(ran.path("outcome").asText()).isEqualTo("ran");
            assertThat(ran.path("task").asText()).isEqualTo(FIRST_TASK);
            assertThat(ran.path("calls").asInt()).isOne();
            assertThat(ran.path("tokens").asLong()).isPositive();
            assertThat(next.exitCode()).isZero();
            assertThat(ticks(next))
                    .extracting(tick -> tick.path("time").asText() + " "
                            + tick.path("outcome").asText())
                    .containsExactly("2026-11-27T02:00:00Z empty", "2026-11-27T03:00:00Z empty");
            assertThat(books(wukong)).isEqualTo(books);
            assertThat(transcripts()).isEqualTo(transcripts).containsExactly(FIRST_TASK + ".jsonl");
        }
    }

    @Test
    void runsAgainWhenThereIsSomethingNew() throws IOException {
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            wukong.run("schedule", desk("watch.yaml"), "--ticks", "2");
            replace("board.yaml", "The early train is late.", "This notice says that there is no early train.");

            Outcome later = wukong.run("schedule", desk("watch.yaml"), "--ticks", "2");

            assertThat(later.err().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .isEqualTo("desk-watch: PT1H in UTC, next tick 2026-11-27 03:00:00 +00:00"),
                            line -> assertThat(line)
                                    .matches("2026-11-27 03:00:00 \\+00:00  desk-watch  ran  "
                                            + "t-20261127-030000-desk-watch  completed  \\d+ tokens"),
                            line -> assertThat(line)
                                    .isEqualTo("2026-11-27 04:00:00 +00:00  desk-watch  empty  nothing new"));
            assertThat(wukong.run("show", "t-20261127-030000-desk-watch").out()).contains("something new on the board");
        }
    }

    @Test
    void goesOnInAnotherProcessAndSaysWhatWasMissed() throws IOException {
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            wukong.run("schedule", desk("watch.yaml"), "--ticks", "1");
        }
        try (InProcess later = InProcess.over(folder, Saturday.class)) {
            Outcome saturday = later.run("schedule", desk("watch.yaml"), "--ticks", "1", "--json");

            assertThat(saturday.err()).contains("missed  23 ticks passed while nothing ran");
            assertThat(ticks(saturday).get(0).path("count").asInt()).isEqualTo(23);
            assertThat(ticks(saturday).get(1).path("time").asText()).isEqualTo("2026-11-28T01:00:00Z");
        }
    }

    @Test
    void theSameTickIsTheSameTaskAndIsPaidForOnce() throws IOException {
        List<LedgerEntry> books;
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            wukong.run("schedule", desk("watch.yaml"), "--ticks", "1");
            books = charges(wukong);
        }
        forgetAllTicks();
        try (InProcess again = InProcess.over(folder, Friday.class)) {
            Outcome same = again.run("schedule", desk("watch.yaml"), "--ticks", "1", "--json");

            assertThat(ticks(same).getFirst().path("task").asText()).isEqualTo(FIRST_TASK);
            assertThat(ticks(same).getFirst().path("stopReason").asText()).isEqualTo("completed");
            assertThat(charges(again)).isEqualTo(books).hasSize(1);
        }
    }

    private void forgetAllTicks() {
        try (EmbeddedRedis redis = InProcess.redisOf(folder);
                RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.connect().sync().del("{wukong}:schedules")).isOne();
        }
    }

    private static List<LedgerEntry> charges(InProcess wukong) {
        return books(wukong).stream()
                .filter(LedgerEntry.Charged.class::isInstance)
                .toList();
    }

    @Test
    void catchesUpOnceIfThatIsTheRule() throws IOException {
        replace("watch.yaml", "every: PT1H", "every: PT1H\n  missed: once");
        replace("watch.yaml", "  watch: { tool: documents.search, args: { query: notice } }\n", "");
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            wukong.run("schedule", desk("watch.yaml"), "--ticks", "1");
        }
        try (InProcess later = InProcess.over(folder, Saturday.class)) {
            Outcome saturday = later.run("schedule", desk("watch.yaml"), "--ticks", "2", "--json");

            assertThat(ticks(saturday))
                    .extracting(tick -> tick.path("time").asText() + " "
                            + tick.path("outcome").asText())
                    .containsExactly(
                            "2026-11-27T23:00:00Z missed", "2026-11-28T00:00:00Z ran", "2026-11-28T01:00:00Z ran");
        }
    }

    @Test
    void allRunsOfADayDrawOnOneAccountThatATopUpHelps() throws IOException {
        replace("watch.yaml", "tokens: 20000", "tokens: 500");
        replace("watch.yaml", "  watch: { tool: documents.search, args: { query: notice } }\n", "");
        replace("watch.yaml", "tokens: 8000", "tokens: 8000, whenShort: stop");
        replace("watch.yaml", "tools: [documents.search, chat.send]", "tools: []");
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            Outcome poor = wukong.run("schedule", desk("watch.yaml"), "--until", "2026-11-28T00:30:00Z", "--json");
            String account = "schedule:desk-watch:2026-11-27";
            List<JsonNode> ticks = ticks(poor);
            JsonNode broke = ticks.stream()
                    .filter(tick -> tick.path("exitCode").asInt() == 4)
                    .findFirst()
                    .orElseThrow();
            wukong.run("budget", "topup", account, "9_000", "--reason", "a busy day");
            Outcome resumed = wukong.run("resume", broke.path("task").asText());

            assertThat(poor.exitCode()).isEqualTo(4);
            assertThat(ticks).hasSize(24);
            assertThat(ticks.getFirst().path("stopReason").asText()).isEqualTo("completed");
            assertThat(broke.path("tokens").asLong()).isZero();
            assertThat(broke.path("message").asText()).contains("Account '" + account + "' may use 500 tokens");
            assertThat(ticks.getLast().path("stopReason").asText()).isEqualTo("completed");
            assertThat(resumed.exitCode()).isZero();
        }
    }

    @Test
    void runsShareOneOffice() throws IOException {
        Files.writeString(folder.resolve("watch-replies.yaml"), """
                kind: Replies
                turns:
                  - call:
                      - { tool: chat.send, args: { to: wu.mei, text: Something is new. } }
                  - say: She knows.
                """);
        replace("watch.yaml", "  watch: { tool: documents.search, args: { query: notice } }\n", "");
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            wukong.run("schedule", desk("watch.yaml"), "--ticks", "2");
        }

        assertThat(InProcess.office(folder, "schedule-desk-watch")).contains("MSG-0001", "MSG-0002");
    }

    @Test
    void aScheduleThatFailsStopsNoOther() throws IOException {
        Files.writeString(
                folder.resolve("blind.yaml"),
                Files.readString(folder.resolve("watch.yaml"))
                        .replace("desk-watch", "blind-watch")
                        .replace("query: notice", "query: unheard-of"));
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            Outcome both =
                    wukong.run("schedule", desk("blind.yaml"), desk("watch.yaml"), "--ticks", "1", "--seed", "7");

            assertThat(both.exitCode()).isOne();
            assertThat(both.err())
                    .contains("blind-watch  failed  tool_failed: the watch of the schedule sees nothing: No document")
                    .contains("desk-watch  ran  " + FIRST_TASK + "  completed");
        }
    }

    @Test
    void listsWhenTasksRunAndWhatIsLeft() throws IOException {
        replace("watch.yaml", "every: PT1H", "cron: 0 9 * * MON-FRI\n  zone: Asia/Shanghai");
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            Outcome before = wukong.run("schedules", desk("watch.yaml"));
            wukong.run("schedule", desk("watch.yaml"), "--ticks", "1");
            JsonNode after = JSON.readTree(wukong.run("schedules", desk("watch.yaml"), "--json")
                            .out())
                    .path("schedules")
                    .path(0);

            assertThat(before.exitCode()).isZero();
            assertThat(before.out()).isEqualToNormalizingNewlines("""
                            desk-watch  ticks   0 9 * * MON-FRI in Asia/Shanghai
                                        last    never
                                        next    2026-11-27 09:00:00 +08:00
                                                2026-11-30 09:00:00 +08:00
                                                2026-12-01 09:00:00 +08:00
                                                2026-12-02 09:00:00 +08:00
                                                2026-12-03 09:00:00 +08:00
                                        budget  schedule:desk-watch:2026-11-27: 0 of 20,000 tokens spent
                            """);
            assertThat(after.path("last").asText()).isEqualTo("2026-11-27T09:00+08:00");
            assertThat(after.path("next").get(0).asText()).isEqualTo("2026-11-30T09:00+08:00");
            assertThat(after.path("budget").path("spent").asLong()).isPositive();
        }
    }

    @Test
    void validateSaysTheNextTick() throws IOException {
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            Outcome text = wukong.run("validate", desk("watch.yaml"));
            JsonNode json = JSON.readTree(
                    wukong.run("validate", desk("watch.yaml"), "--json").out());

            assertThat(text.out()).endsWith(", next tick 2026-11-27 01:00:00 +00:00\n");
            assertThat(json.path("schedules").get(0).path("next").asText()).isEqualTo("2026-11-27T01:00Z");
        }
    }

    @Test
    void refusesSchedulesThatNeverTickAndWatchesThatWrite() throws IOException {
        replace("watch.yaml", "every: PT1H", "cron: 0 0 31 2 *");
        replace("watch.yaml", "documents.search, args: { query: notice }", "chat.send");
        try (InProcess wukong = InProcess.over(folder)) {
            Outcome both = wukong.run("validate", desk("watch.yaml"));
            replace("watch.yaml", "chat.send }", "documents.search, args: { words: notice } }");
            Outcome arguments = wukong.run("validate", desk("watch.yaml"));
            replace("watch.yaml", "documents.search, args", "documents.*, args");
            Outcome many = wukong.run("validate", desk("watch.yaml"));

            assertThat(both.exitCode()).isEqualTo(2);
            assertThat(both.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("watch.yaml:11:3: cron expression '0 0 31 2 *' never ticks"),
                            line -> assertThat(line)
                                    .contains(
                                            "watch.yaml:13:12: tool 'chat.send' writes",
                                            "approvals.list, budget.check"));
            assertThat(arguments.out()).contains("watch.yaml:13:36: of tool 'documents.search':", "words", "query");
            assertThat(many.out()).contains("watch.yaml:13:12: there is no tool 'documents.*' to watch with");
        }
    }

    @Test
    void refusesWhatItCannotServe() throws IOException {
        try (InProcess wukong = InProcess.over(folder, Friday.class)) {
            assertThat(refusal(wukong, desk("task.yaml"))).contains("task.yaml' has no schedule; add one");
            assertThat(refusal(wukong, desk("watch.yaml"), desk("watch.yaml")))
                    .contains("are both named 'desk-watch'", "change the 'name' of one");
            assertThat(refusal(wukong, desk("watch.yaml"), "--ticks", "0")).contains("takes at least 1, not 0");
            assertThat(refusal(wukong, desk("watch.yaml"), "--until", "noon")).contains("a time with its offset");
            assertThat(refusal(wukong, desk("watch.yaml"), "--until", "2026-11-26T00:00:00Z"))
                    .contains("a time that is yet to come");
        }
        assertThat(folder.resolve(".wukong/transcripts")).doesNotExist();
    }

    @Test
    void ticksInARealProcess() throws Exception {
        replace("watch.yaml", "every: PT1H", "every: PT1S");
        WukongProcess schedule = WukongProcess.run(folder, "schedule", "watch.yaml", "--ticks", "2", "--json");

        assertThat(schedule.exitCode()).isZero();
        assertThat(ticksThatCount(schedule.out())).containsExactly("ran", "empty");
        assertThat(schedule.err())
                .contains("desk-watch: PT1S in UTC, next tick ")
                .contains("  empty  nothing new");
    }

    @Test
    void aTickWithoutAModelGoesOnOnceThereIsOne() throws IOException {
        String key = "DASHSCOPE_API_KEY=sk-x";
        try (InProcess alone = InProcess.over(
                folder, Friday.class, "wukong.endpoint=http://127.0.0.1:" + WukongProcess.freePort() + "/v1", key)) {
            Outcome silent = alone.run("schedule", desk("watch.yaml"), "--live", "--ticks", "2");

            assertThat(silent.exitCode()).isOne();
            assertThat(silent.err())
                    .contains("ran  " + FIRST_TASK + "  model_failed", "wukong resume " + FIRST_TASK)
                    .contains("02:00:00 +00:00  desk-watch  empty");
        }
        try (MockQwen mock = MockQwen.start(0, Replies.read(folder.resolve("watch-replies.yaml")), 0);
                InProcess later = InProcess.over(folder, Saturday.class, "wukong.endpoint=" + mock.baseUrl(), key)) {
            Outcome mended = later.run("schedule", desk("watch.yaml"), "--live", "--ticks", "1");

            assertThat(mended.exitCode()).isZero();
            assertThat(mended.err())
                    .contains("ran  " + FIRST_TASK + "  completed", "01:00:00 +00:00  desk-watch  empty");
            assertThat(transcripts()).containsExactly(FIRST_TASK + ".jsonl");
        }
    }

    @Test
    void aTickWhoseProcessWasKilledGoesOnAndNoOtherTaskIsMadeOfIt() throws Exception {
        replace("watch.yaml", "every: PT1H", "every: PT1S");
        try (MockQwen mock = MockQwen.start(0, Replies.read(folder.resolve("watch-replies.yaml")), 0);
                HangingEndpoint endpoint = new HangingEndpoint(mock.baseUrl(), 1)) {
            Map<String, String> live = Map.of("WUKONG_ENDPOINT", endpoint.baseUrl(), "WUKONG_API_KEY", "sk-x");
            WukongProcess.endAt(
                    running -> endpoint.awaitSilence(),
                    Process::destroyForcibly,
                    folder,
                    live,
                    "schedule",
                    "watch.yaml",
                    "--live");
            String task = transcripts().getFirst().replace(".jsonl", "");

            WukongProcess next =
                    WukongProcess.run(folder, live, "", "schedule", "watch.yaml", "--live", "--ticks", "1", "--json");

            assertThat(next.exitCode()).isZero();
            assertThat(next.err()).contains("desk-watch  ran  " + task + "  completed");
            assertThat(ticksThatCount(next.out()))
                    .filteredOn(outcome -> !outcome.equals("missed"))
                    .containsExactly("ran", "empty");
            assertThat(transcripts()).containsExactly(task + ".jsonl");
        }
    }

    @Test
    void endsOnASignal() throws Exception {
        WukongProcess schedule = WukongProcess.endAt(
                running -> running.awaitErr("next tick"),
                Process::destroy,
                folder,
                Map.of(),
                "schedule",
                "watch.yaml",
                "--json");

        assertThat(schedule.exitCode()).isEqualTo(130);
        assertThat(schedule.out()).isEqualTo("{\"ticks\":[]}\n");
    }

    private static String refusal(InProcess wukong, String... words) {
        Outcome refused = wukong.run(
                Stream.concat(Stream.of("schedule"), Stream.of(words)).toArray(String[]::new));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(1);
        return refused.err();
    }

    private static List<LedgerEntry> books(InProcess wukong) {
        return wukong.part(Stores.class).ledger().entries(0, 1_000);
    }

    private List<String> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".wukong/transcripts"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<JsonNode> ticks(Outcome outcome) throws IOException {
        return JSON.readTree(outcome.out()).path("ticks").valueStream().toList();
    }

    /** Without those that a slow machine leaves out. */
    private static List<String> ticksThatCount(String out) throws IOException {
        return JSON.readTree(out)
                .path("ticks")
                .valueStream()
                .map(tick -> tick.path("outcome").asText())
                .filter(outcome -> !outcome.equals("overlapped"))
                .toList();
    }

    private void replace(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        assertThat(Files.readString(path)).contains(before);
        Files.writeString(path, Files.readString(path).replace(before, after));
    }

    private String desk(String file) {
        return folder.resolve(file).toString();
    }
}
