package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.redis.RedisStores;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.shell.InProcess.Outcome;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * What goes wrong between processes, each fault under its number in the fault list. A damaged row (fault 9) is in
 * {@link PeopleIntegrationTests}, a last write that broke off is in the room of Redis, in {@code CrashIntegrationTests}.
 */
class FaultIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECOND_PIECE = 2;

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    /** A server writes to its folder until it has ended. */
    @AfterEach
    void waitForTheServer() {
        if (Files.exists(folder.resolve(".wukong/redis"))) {
            InProcess.redisOf(folder).closeAndWait(InProcess.PATIENCE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12})
    void fault03AnAnswerThatBrokeOffWithItsProcessIsChargedOnce(int piece) throws Exception {
        try (HeldStream model = model(piece)) {
            WukongProcess.endAt(
                    running -> model.await(),
                    Process::destroyForcibly,
                    folder,
                    model.environment(),
                    run("--when-short", "stop"));
        }

        try (HeldStream model = model(0);
                InProcess later = live(model.port())) {
            JsonNode before = account(later);
            Outcome resumed = later.run("resume", task());
            JsonNode after = account(later);

            assertThat(before.path("held").asLong()).isPositive();
            assertThat(resumed.exitCode()).isZero();
            assertThat(after.path("spent").asLong())
                    .isEqualTo(
                            before.path("spent").asLong() + before.path("held").asLong() + model.served());
            assertBooksAgree(later);
        }
    }

    @Test
    void fault04AProcessThatWasFrozenMeanwhileChangesNothing() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                EmbeddedRedis server = InProcess.redisOf(folder);
                WukongProcess.Running frozen = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            frozen.signal("STOP");
            WukongProcess resumed = WukongProcess.run(folder, model.environment(), "", "resume", task());
            Map<String, String> before = everything(server);
            model.release();
            frozen.signal("CONT");
            WukongProcess stale = frozen.end();

            assertThat(resumed.exitCode()).isZero();
            assertThat(stale.exitCode()).isEqualTo(1);
            assertThat(stale.err()).contains("Task '" + task() + "' was taken over");
            assertThat(everything(server)).isEqualTo(before);
        }
    }

    @Test
    void fault22AProcessThatIsToTerminateEndsItsCallFirst() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            running.signal("TERM");
            boolean early = running.process().waitFor(500, TimeUnit.MILLISECONDS);
            model.release();
            long released = System.nanoTime();
            WukongProcess terminated = running.end();
            Duration rest = Duration.ofNanos(System.nanoTime() - released);

            assertThat(early).isFalse();
            assertThat(terminated.exitCode()).isEqualTo(130);
            assertThat(rest).isLessThan(Duration.ofSeconds(8));
            try (InProcess later = live(model.port())) {
                assertThat(rows()).isNotEmpty().allMatch(row -> row.state() == JournalRow.State.DONE);
                assertThat(later.run("resume", task()).exitCode()).isZero();
                assertThat(account(later).path("spent").asLong()).isEqualTo(model.served());
                assertBooksAgree(later);
            }
        }
    }

    @Test
    void fault22ASecondSignalEndsTheProcessAtOnce() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            long begin = System.nanoTime();
            do {
                running.signal("TERM");
            } while (!running.process().waitFor(100, TimeUnit.MILLISECONDS));

            assertThat(running.end().exitCode()).isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        }
        assertGoesOn();
    }

    @Test
    void fault19ATaskThatAnotherProcessCancelsEndsInTheMiddleOfItsCall() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            WukongProcess cancel = WukongProcess.run(folder, "cancel", task(), "--as", "he.jun");
            long begin = System.nanoTime();
            WukongProcess cancelled = running.end();
            Duration rest = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(cancel.exitCode()).isZero();
            assertThat(cancelled.exitCode()).isEqualTo(130);
            assertThat(cancelled.err()).contains("was cancelled by he.jun");
            assertThat(rest).isLessThan(Duration.ofSeconds(3));
        }

        try (HeldStream model = model(0);
                InProcess later = live(model.port())) {
            JsonNode before = account(later);
            Outcome resumed = later.run("resume", task());

            assertThat(before.path("held").asLong()).isZero();
            assertThat(resumed.exitCode()).isEqualTo(2);
            assertThat(resumed.err()).contains("was cancelled by he.jun; it cannot go on");
            assertThat(account(later)).isEqualTo(before);
            assertThat(model.served()).isZero();
            assertBooksAgree(later);
        }
    }

    @Test
    void fault07ARedisThatIsKilledLosesNothingAndTheAnswerIsChargedAtTheNextStart() throws Exception {
        long served;
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            killRedis();
            model.release();
            WukongProcess lost = running.end();
            served = model.served();

            assertThat(lost.exitCode()).isEqualTo(1);
            assertThat(lost.err()).contains("Redis '").contains("check that it runs");
            assertThat(settlements()).hasSize(1);
        }

        try (HeldStream model = model(0);
                InProcess later = live(model.port())) {
            assertThat(account(later).path("spent").asLong()).isEqualTo(served).isPositive();
            assertThat(settlements()).isEmpty();
            assertThat(later.run("resume", task()).exitCode()).isZero();
            assertThat(account(later).path("spent").asLong()).isEqualTo(served + model.served());
            assertBooksAgree(later);
        }
    }

    @Test
    void fault07ARunWaitsForARedisThatIsSlow() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            say("CLIENT", "PAUSE", "1000", "WRITE");
            model.release();

            assertThat(running.end().exitCode()).isZero();
            try (InProcess later = live(model.port())) {
                assertThat(account(later).path("spent").asLong()).isEqualTo(model.served());
                assertBooksAgree(later);
            }
        }
    }

    @Test
    void fault07ARedisThatIsTooSlowIsNamed() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            say("CLIENT", "PAUSE", "60000", "WRITE");
            model.release();
            WukongProcess slow = running.end();

            assertThat(slow.exitCode()).isEqualTo(1);
            assertThat(slow.err()).contains("Redis '").contains("did not answer within 2000 ms; check that it runs");
        }
        assertGoesOn();
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void fault08ARunThatIsCutOffFromItsRedisSaysSoAndGoesOnLater(Break broken) throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                EmbeddedRedis server = InProcess.redisOf(folder);
                BreakableLine line = new BreakableLine(URI.create(server.uri()).getPort());
                WukongProcess.Running running = WukongProcess.start(folder, through(line, server, model), run())) {
            model.await();
            broken.happensTo(line);
            model.release();
            WukongProcess cutOff = running.end();

            assertThat(cutOff.exitCode()).isEqualTo(1);
            assertThat(cutOff.err())
                    .contains("Redis 'redis://127.0.0.1:" + line.port() + "'", "check that it runs")
                    .doesNotContain(URI.create(server.uri()).getUserInfo());
        }
        assertGoesOn();
    }

    @Test
    void fault08ARunAsksAgainWhenTheLineToItsModelWasCut() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                BreakableLine line = new BreakableLine(model.port());
                WukongProcess.Running running =
                        WukongProcess.start(folder, HeldStream.environment(line.port()), run())) {
            model.await();
            line.cut();
            line.mend();
            WukongProcess mended = running.end();

            assertThat(mended.exitCode()).isZero();
            assertThat(mended.err()).contains("cut the connection before the answer was whole; try again");
        }
    }

    @Test
    void fault08ARunWhoseModelStaysSilentSaysSoAndGoesOnWhenItIsResumed() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                BreakableLine line = new BreakableLine(model.port());
                WukongProcess.Running running =
                        WukongProcess.start(folder, impatient(HeldStream.environment(line.port())), run())) {
            model.await();
            line.silence();
            WukongProcess silent = running.end();

            assertThat(silent.exitCode()).isEqualTo(1);
            assertThat(silent.err())
                    .contains("model_failed: Endpoint http://127.0.0.1:" + line.port() + "/v1 did not answer in time");
        }

        try (HeldStream model = model(0);
                InProcess later = live(model.port())) {
            assertBooksAgree(later);
            assertThat(later.run("approvals").out()).contains("allowance", task(), "did not answer in time");
            assertThat(later.run("resume", task()).exitCode()).isZero();
            assertThat(later.run("approvals").out()).doesNotContain(task());
            assertBooksAgree(later);
        }
    }

    /** Memory stands for disk here: either way a Redis refuses all writes. The next server has room. */
    @Test
    void fault09ARedisThatHasNoRoomIsNamedAndTheRunGoesOnOnceThereIsSome() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            say("CONFIG", "SET", "maxmemory", "1");
            model.release();
            WukongProcess full = running.end();

            assertThat(full.exitCode()).isEqualTo(1);
            assertThat(full.err()).contains("cannot write (OOM").contains("mend it, then run again");
        }
        assertGoesOn();
    }

    /** On a small disk of its own; skipped where a test may not mount one. */
    @Test
    void fault09AFullDiskIsNamedAndTheRunGoesOnOnceThereIsRoom() throws Exception {
        Path home = Files.createDirectory(folder.resolve(".wukong"));
        assumeTrue(
                exitCode("mount", "-t", "tmpfs", "-o", "size=48m", "wukong-test", home.toString()) == 0,
                "A test may not mount a disk here");
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running running = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            Path filler = fill(home);
            model.release();
            WukongProcess full = running.end();
            Files.delete(filler);

            assertThat(full.exitCode()).isEqualTo(1);
            assertThat(full.err())
                    .contains("Redis 'redis://127.0.0.1:")
                    .contains("has ended: the disk that holds its data is full; make room there, then run again");
            assertGoesOn();
        } finally {
            waitForTheServer();
            exitCode("umount", "--lazy", home.toString());
        }
    }

    @Test
    void fault10ASecondProcessOverTheSameDataSharesTheServerAndMayTakeATaskOver() throws Exception {
        try (HeldStream model = model(SECOND_PIECE);
                WukongProcess.Running first = WukongProcess.start(folder, model.environment(), run())) {
            model.await();
            String task = task();
            WukongProcess second = WukongProcess.run(folder, "run", "task.yaml");
            WukongProcess resumed = WukongProcess.run(folder, model.environment(), "", "resume", task);
            long servers = redisServers();
            model.release();
            WukongProcess overtaken = first.end();

            assertThat(second.exitCode()).isZero();
            assertThat(resumed.exitCode()).isZero();
            assertThat(servers).isOne();
            assertThat(overtaken.exitCode()).isEqualTo(1);
            assertThat(overtaken.err()).contains("Task '" + task + "' was taken over");
        }
    }

    @Test
    void fault11AnApprovalThatAnotherProcessGivesIsThereAfterRestarts() throws Exception {
        WukongProcess parked = WukongProcess.run(folder, "run", "approval.yaml");
        String wait = WukongProcess.run(folder, "approvals").out().split(" ", 2)[0];
        WukongProcess approved = WukongProcess.run(folder, "approve", wait, "--as", "wu.mei");
        WukongProcess resumed = WukongProcess.run(folder, "resume", task());

        assertThat(parked.exitCode()).isEqualTo(3);
        assertThat(approved.exitCode()).isZero();
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.err()).contains("✓ wu.mei agreed", "AP-0001");
    }

    /** The clock of the second process is set, as a whole process under another clock takes a minute to start. */
    @Test
    void fault14AClockThatGoesBackAnHourHarmsNothing() throws Exception {
        try (HeldStream model = model(SECOND_PIECE)) {
            WukongProcess.endAt(running -> model.await(), Process::destroyForcibly, folder, model.environment(), run());
        }

        try (HeldStream model = model(0);
                InProcess later = InProcess.over(folder, AnHourAgo.class, endpoint(model.port()))) {
            assertThat(later.run("resume", task()).exitCode()).isZero();
            assertThat(later.run("trace", task()).out()).contains("after ").doesNotContain("after -");
            assertBooksAgree(later);
        }
    }

    private static final class AnHourAgo {

        @Bean
        @Primary
        Clock slowClock() {
            return Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        }
    }

    /** What keeps a process from the other end of its line. */
    enum Break {
        CUT,
        SILENCE;

        void happensTo(BreakableLine line) {
            switch (this) {
                case CUT -> line.cut();
                case SILENCE -> line.silence();
            }
        }
    }

    private static Map<String, String> through(BreakableLine line, EmbeddedRedis server, HeldStream model) {
        Map<String, String> environment = new HashMap<>(model.environment());
        int port = URI.create(server.uri()).getPort();
        environment.put("WUKONG_REDIS", server.uri().replace(":" + port, ":" + line.port()));
        return environment;
    }

    private static Map<String, String> impatient(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("WUKONG_MODELTIMEOUT", "1s");
        return all;
    }

    private static int exitCode(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    /** Write until the disk is full. */
    private static Path fill(Path home) throws IOException {
        Path filler = home.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4_096]);
            }
        } catch (IOException e) {
            return filler;
        }
    }

    private void killRedis() {
        String process = say("INFO", "server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .findFirst()
                .orElseThrow();
        ProcessHandle redis = ProcessHandle.of(Long.parseLong(process.split(":", 2)[1].strip()))
                .orElseThrow();
        redis.destroyForcibly();
        redis.onExit().join();
    }

    /** Say a command to the Redis of the processes that run. */
    private String say(String command, String... arguments) {
        try (EmbeddedRedis server = InProcess.redisOf(folder);
                RedisClient client = RedisClient.create(server.uri())) {
            return String.valueOf(client.connect()
                    .sync()
                    .dispatch(
                            CommandType.valueOf(command),
                            new ValueOutput<>(StringCodec.UTF8),
                            new CommandArgs<>(StringCodec.UTF8).addValues(List.of(arguments))));
        }
    }

    private List<Path> settlements() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".wukong/settlements"))) {
            return files.toList();
        }
    }

    /** How many servers run from this test's own data folder. */
    private long redisServers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.startsWith(folder.toString()) && command.contains("redis-server"))
                        .isPresent())
                .count();
    }

    private HeldStream model(int piece) {
        return new HeldStream(folder.resolve("replies.yaml"), piece);
    }

    private static String[] run(String... options) {
        return Stream.concat(Stream.of("run", "task.yaml", "--live"), Stream.of(options))
                .toArray(String[]::new);
    }

    private InProcess live(int port) {
        return InProcess.over(folder, endpoint(port));
    }

    private static String[] endpoint(int port) {
        return new String[] {"wukong.endpoint=http://127.0.0.1:" + port + "/v1", "DASHSCOPE_API_KEY=sk-x"};
    }

    /** The task goes on by a resume, and its books agree. */
    private void assertGoesOn() throws IOException {
        try (HeldStream model = model(0);
                InProcess later = live(model.port())) {
            assertThat(later.run("resume", task()).exitCode()).isZero();
            assertBooksAgree(later);
        }
    }

    private void assertBooksAgree(InProcess wukong) throws IOException {
        assertThat(account(wukong).path("held").asLong()).isZero();
        assertThat(wukong.run("budget", "rebuild", "--check").out()).contains("accounts are what the books say");
    }

    /** The account of the task that ran first. */
    private JsonNode account(InProcess wukong) throws IOException {
        String id = "task:" + task();
        return JSON.readTree(wukong.run("budget", "--json").out())
                .path("accounts")
                .valueStream()
                .filter(account -> account.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The only task. */
    private String task() throws IOException {
        try (Stream<Path> records = Files.list(folder.resolve(".wukong/tasks"))) {
            return records.findFirst().orElseThrow().getFileName().toString().replace(".json", "");
        }
    }

    private List<JournalRow> rows() throws IOException {
        try (EmbeddedRedis server = InProcess.redisOf(folder);
                RedisStores stores = RedisStores.connect(server.uri(), "wukong")) {
            return stores.journal().rows(task());
        }
    }

    /** All keys of the Redis and all transcripts, each with what is in it. */
    private Map<String, String> everything(EmbeddedRedis server) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (RedisClient client = RedisClient.create(server.uri())) {
            var redis = client.connect(ByteArrayCodec.INSTANCE).sync();
            for (byte[] key : redis.keys("*")) {
                all.put(new String(key, StandardCharsets.UTF_8), HexFormat.of().formatHex(redis.dump(key)));
            }
        }
        try (Stream<Path> transcripts = Files.list(folder.resolve(".wukong/transcripts"))) {
            for (Path transcript : transcripts.toList()) {
                all.put(transcript.toString(), Files.readString(transcript));
            }
        }
        return all;
    }
}
