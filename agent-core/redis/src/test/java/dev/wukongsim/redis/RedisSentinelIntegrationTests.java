package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.redis.embedded.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSentinelIntegrationTests {

    @TempDir
    private Path folder;

    @Test
    void findsThePrimaryThroughASentinel() throws IOException {
        try (RedisProcess primary = RedisProcess.start(folder);
                RedisProcess sentinel = sentinelOf(primary);
                RedisStores stores =
                        RedisStores.connect("redis-sentinel://127.0.0.1:" + sentinel.port() + "#office", "wukong")) {
            stores.ledger().open("org", 100);

            assertThat(primary.ask("EXISTS {wukong}:ledger:accounts")).startsWith(":1");
        }
    }

    private RedisProcess sentinelOf(RedisProcess primary) throws IOException {
        Path configuration = folder.resolve("sentinel.conf");
        Files.writeString(configuration, "sentinel monitor office 127.0.0.1 " + primary.port() + " 1\n");
        return RedisProcess.start(folder, configuration.toString(), "--sentinel");
    }
}
