package dev.wukongsim.redis;

import dev.wukongsim.redis.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One embedded server and one connection for the tests of a class; each test gets a tenant of its own. */
final class TestRedis implements AutoCloseable {

    private final AtomicInteger tenants = new AtomicInteger();
    private final EmbeddedRedis server;

    TestRedis(Path folder) {
        server = EmbeddedRedis.open(folder);
    }

    String uri() {
        return server.uri();
    }

    RedisLink link() {
        return RedisLink.to(RedisAddress.parse(server.uri()));
    }

    /** The connection to this server, with other functions than ours. */
    RedisLink link(FunctionLibrary library) {
        return RedisLink.to(RedisAddress.parse(server.uri()), library);
    }

    /** As {@code kill -9} does to the server. */
    static void kill(RedisLink link) {
        long pid = link.call(redis -> redis.info("server"))
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line -> Long.parseLong(line.substring("process_id:".length())))
                .findFirst()
                .orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    Keys tenant() {
        return new Keys("test-" + tenants.incrementAndGet());
    }

    @Override
    public void close() {
        server.closeAndWait(Duration.ofSeconds(5));
    }
}
