package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.redis.RedisStores;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.shell.InProcess.Outcome;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

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
                    model::await, Process::destroyForcibly, folder, model.environment(), run("--when-short", "stop"));
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
                EmbeddedRedis server = InProcess.redisOf(folder);
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
            assertThat(rest).isLessThan(Duration.ofSeconds(6));
            assertThat(rows(server)).isNotEmpty().allMatch(row -> row.state() == JournalRow.State.DONE);
            try (InProcess later = live(model.port())) {
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

    private HeldStream model(int piece) {
        return new HeldStream(folder.resolve("replies.yaml"), piece);
    }

    private static String[] run(String... options) {
        return Stream.concat(Stream.of("run", "task.yaml", "--live"), Stream.of(options))
                .toArray(String[]::new);
    }

    private InProcess live(int port) {
        return InProcess.over(folder, "wukong.endpoint=http://127.0.0.1:" + port + "/v1", "DASHSCOPE_API_KEY=sk-x");
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

    private List<JournalRow> rows(EmbeddedRedis server) throws IOException {
        try (RedisStores stores = RedisStores.connect(server.uri(), "wukong")) {
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
