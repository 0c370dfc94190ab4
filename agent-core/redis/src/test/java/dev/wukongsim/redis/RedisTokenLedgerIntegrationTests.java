package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.testkit.contract.TokenLedgerContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisTokenLedgerIntegrationTests extends TokenLedgerContract {

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
    protected TokenLedger create(InstantSource clock) {
        return new RedisTokenLedger(link, redis.tenant(), clock);
    }
}
