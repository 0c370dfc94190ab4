package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.testkit.contract.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that somebody else has written is named, and the operation that met it changes nothing. */
class LedgerCorruptionIntegrationTests {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final List<String> PATH = List.of("task", "org");

    private static TestRedis redis;
    private static RedisLink link;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T23:55:00Z"));
    private Keys keys;
    private TokenLedger ledger;

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

    @BeforeEach
    void openAccounts() {
        keys = redis.tenant();
        ledger = new RedisTokenLedger(link, keys, clock);
        ledger.open("task", 100);
        ledger.open("org", 100);
        ledger.reserve("r", PATH, 40, 1, LEASE);
        ledger.dispatch("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "many",
                "{\"limit\":\"100\"}",
                "100 0 40 0 100 tokens",
                "100 -1 40 0 100 tokens open",
                "100 0 40 0 100 tokens open extra",
                "1e2 0 40 0 100 tokens open"
            })
    void namesAnAccount(String row) {
        write("accounts", "org", row);

        assertCorrupt("account 'org'", () -> ledger.reserve("r2", PATH, 10, 1, LEASE));
        assertCorrupt("account 'org'", () -> ledger.settle("r", Usage.of(30, 0)));
        assertCorrupt("account 'org'", () -> ledger.topUp("org", 1, "more work"));
        assertCorrupt("account 'org'", () -> ledger.snapshot(PATH));
        assertCorrupt("account 'org'", () -> ledger.account("org"));
        assertThat(ledger.account("task")).contains(new Account("task", 100, 0, 40));
        assertThat(ledger.reservation("r2")).isEmpty();
    }

    @Test
    void namesAnAccountThatIsGone() {
        link.call(commands -> commands.hdel(keys.one("ledger:accounts"), "org"));

        assertCorrupt("account 'org'", () -> ledger.settle("r", Usage.of(30, 0)));
        assertThat(ledger.account("task")).contains(new Account("task", 100, 0, 40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "held",
                "held 1796000000000 0,- 0,0,0,0,0,0,false 40 - 40,- 1,- enforced 2 task org",
                "held soon 0,- 0,0,0,0,0,0,false 40,- - 40,- 1,- enforced 2 task org",
                "held 1796000000000 0,- 0,0,0,0,0,0,false 40,- - 40,- 1,- enforced 2",
                "held 1796000000000 0,- 0,0,0,0,0,0,false 40,- - 40,- 1,- enforced 2 task"
            })
    void namesAReservation(String row) {
        write("reservations", "r", row);

        assertCorrupt("reservation 'r'", () -> ledger.settle("r", Usage.of(30, 0)));
        assertCorrupt("reservation 'r'", () -> ledger.dispatch("r"));
        assertCorrupt("reservation 'r'", () -> ledger.release("r"));
        assertCorrupt("reservation 'r'", () -> ledger.reserve("r", PATH, 40, 1, LEASE));
        assertCorrupt("reservation 'r'", () -> ledger.reservation("r"));
        clock.advance(LEASE);
        assertCorrupt("reservation 'r'", () -> ledger.expire());
        assertThat(ledger.account("task")).contains(new Account("task", 100, 0, 40));
    }

    @Test
    void namesItsTime() {
        write("accounts", "the time", "noon");

        assertCorrupt("the ledger 'the time'", () -> ledger.reserve("r2", PATH, 10, 1, LEASE));
        assertThat(ledger.reservation("r2")).isEmpty();
    }

    @Test
    void namesAnEntry() {
        link.call(commands -> commands.xadd(keys.one("ledger:entries"), Map.of("entry", "SET yesterday r")));

        assertThatExceptionOfType(CorruptRowException.class)
                .isThrownBy(() -> ledger.entries(0, 100))
                .withMessageContaining("row of entry '");
    }

    private void write(String kind, String id, String row) {
        link.call(commands -> commands.hset(keys.one("ledger:" + kind), id, row));
    }

    private static void assertCorrupt(String row, ThrowingCallable call) {
        assertThatExceptionOfType(CorruptRowException.class)
                .isThrownBy(call)
                .withMessageContaining("The ledger's row of " + row + " in Redis cannot be read");
    }
}
