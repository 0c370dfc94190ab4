package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.testkit.contract.JournalContract;
import java.nio.file.Path;
import java.time.InstantSource;
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

    private Keys keys;

    @Override
    protected Journal create() {
        keys = redis.tenant();
        return new RedisJournal(link, keys, InstantSource.system());
    }

    @Override
    protected TokenLedger ledger() {
        return new RedisTokenLedger(link, keys, InstantSource.system());
    }

    @Override
    protected MemoryStore memory() {
        return new RedisMemoryStore(link, keys);
    }
}
