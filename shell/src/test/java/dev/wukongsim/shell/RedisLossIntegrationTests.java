package dev.wukongsim.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wukongsim.redis.embedded.EmbeddedRedis;
import dev.wukongsim.runtime.durable.Timer;
import dev.wukongsim.shell.InProcess.Outcome;
import dev.wukongsim.simulator.MockQwen;
import dev.wukongsim.simulator.endpoint.Pace;
import dev.wukongsim.simulator.reply.Replies;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Redis of a run is killed while the model answers. */
class RedisLossIntegrationTests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TOTAL = Pattern.compile("\"total_tokens\":(\\d+)");

    @TempDir
    private Path folder;

    @BeforeEach
    void setTheDesk() throws IOException {
        DeskFiles.copyTo(folder);
    }

    @Test
    void saysSoChargesTheAnswerAtTheNextStartAndGoesOn() throws IOException {
        AtomicBoolean alive = new AtomicBoolean(true);
        Outcome lost;
        long served;
        try (MockQwen mock = MockQwen.builder(Replies.read(folder.resolve("replies.yaml")))
                        .pace(new Pace(Duration.ofMillis(1), 1_000))
                        .timer(new Interruption(alive, this::killRedis))
                        .start();
                InProcess wukong = live(mock)) {
            lost = wukong.run("run", folder.resolve("task.yaml").toString(), "--live");
            served = served(mock);
        }

        assertThat(alive).isFalse();
        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(lost.err()).contains("Redis '").contains("check that it runs");
        assertThat(settlements()).hasSize(1);

        try (MockQwen mock = MockQwen.start(0, Replies.read(folder.resolve("replies.yaml")), 1);
                InProcess later = live(mock)) {
            JsonNode task = task(later);
            assertThat(task.path("spent").asLong()).isEqualTo(served).isPositive();
            assertThat(settlements()).isEmpty();

            Outcome resumed = later.run("resume", task.path("id").asText().substring("task:".length()));

            assertThat(resumed.exitCode()).isZero();
            assertThat(task(later).path("spent").asLong()).isEqualTo(served + served(mock));
            assertThat(task(later).path("held").asLong()).isZero();
        }
    }

    /** What the endpoint itself counted in all its answers. */
    private static long served(MockQwen mock) {
        return mock.wireMock().getAllServeEvents().stream()
                .flatMap(event ->
                        TOTAL.matcher(event.getResponse().getBodyAsString()).results())
                .mapToLong(total -> Long.parseLong(total.group(1)))
                .sum();
    }

    private static JsonNode task(InProcess wukong) throws IOException {
        return JSON.readTree(wukong.run("budget", "--json").out())
                .path("accounts")
                .valueStream()
                .filter(account -> account.path("id").asText().startsWith("task:"))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> settlements() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".wukong/settlements"))) {
            return files.toList();
        }
    }

    private InProcess live(MockQwen mock) {
        return InProcess.over(folder, "wukong.endpoint=" + mock.baseUrl(), "DASHSCOPE_API_KEY=sk-test");
    }

    private void killRedis() {
        try (EmbeddedRedis server = InProcess.redisOf(folder);
                RedisClient client = RedisClient.create(server.uri())) {
            String process = client.connect()
                    .sync()
                    .info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle redis = ProcessHandle.of(Long.parseLong(process.split(":", 2)[1].strip()))
                    .orElseThrow();
            redis.destroyForcibly();
            redis.onExit().join();
        }
    }

    /** Does something once, when the first piece of an answer is to be sent. */
    private record Interruption(AtomicBoolean open, Runnable action) implements Timer {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void waitUntil(Instant time) {
            if (open.compareAndSet(true, false)) {
                action.run();
            }
        }
    }
}
