package dev.wukongsim.redis;

import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.testkit.contract.JournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisJournalIntegrationTests extends JournalContract {

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
    protected Journal create() {
        return new RedisJournal(link, redis.tenant());
    }
}
