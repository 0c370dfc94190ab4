package dev.wukongsim.redis;

import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.testkit.contract.MemoryStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisMemoryStoreIntegrationTests extends MemoryStoreContract {

    private static TestRedis redis;
    private static RedisLink link;

    @BeforeAll
    static void start(@TempDir Path folder) {
        redis = new TestRedis(folder);
        link = redis.link();
    }

    @AfterAll
    static void end() {
        link.close();
        redis.close();
    }

    @Override
    protected MemoryStore create() {
        return new RedisMemoryStore(link, redis.tenant());
    }
}
