package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.testkit.contract.TokenLedgerBooksContract;
import dev.wukongsim.testkit.contract.TokenLedgerContract;
import dev.wukongsim.testkit.contract.TokenLedgerFuzzContract;
import dev.wukongsim.testkit.contract.TokenLedgerLeaseContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class RedisTokenLedgerIntegrationTests {

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

    @Nested
    class Calls extends TokenLedgerContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new RedisTokenLedger(link, redis.tenant(), clock);
        }
    }

    @Nested
    class Leases extends TokenLedgerLeaseContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new RedisTokenLedger(link, redis.tenant(), clock);
        }
    }

    @Nested
    class Books extends TokenLedgerBooksContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new RedisTokenLedger(link, redis.tenant(), clock);
        }
    }

    @Nested
    class Fuzz extends TokenLedgerFuzzContract {
        @Override
        protected TokenLedger create(InstantSource clock) {
            return new RedisTokenLedger(link, redis.tenant(), clock);
        }
    }
}
