package dev.wukongsim.redis;

import dev.wukongsim.schedule.ScheduleStore;
import dev.wukongsim.testkit.contract.ScheduleStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisScheduleStoreIntegrationTests extends ScheduleStoreContract {

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
    protected ScheduleStore create() {
        return new RedisScheduleStore(link, redis.tenant());
    }
}
