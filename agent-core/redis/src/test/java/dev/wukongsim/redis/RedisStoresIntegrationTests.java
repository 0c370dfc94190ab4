package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.data.message.UserMessage;
import dev.wukongsim.redis.embedded.RedisProcess;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import io.lettuce.core.FlushMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisStoresIntegrationTests {

    private static final String TENANT = "wukong";
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(4);

    @TempDir
    private Path folder;

    @Test
    void keepsTenantsApart() {
        try (TestRedis redis = new TestRedis(folder);
                RedisStores one = RedisStores.connect(redis.uri(), "one");
                RedisStores two = RedisStores.connect(redis.uri(), "two")) {
            one.ledger().open("org", 100);
            one.memory().append("s-1", 0, List.of(UserMessage.from("hello")));
            one.journal().signal("t-1", "go", "true");

            assertThat(two.ledger().accounts()).isEmpty();
            assertThat(two.memory().read("s-1")).isEmpty();
            assertThat(two.journal().signal("t-1", "go")).isEmpty();
        }
    }

    @Test
    void keepsEverythingWhenTheServerStartsAgain() {
        try (TestRedis redis = new TestRedis(folder);
                RedisStores stores = RedisStores.connect(redis.uri(), TENANT)) {
            stores.ledger().open("org", 100);
            stores.ledger().reserve("r", List.of("org"), 40, 1, LEASE);
            stores.memory().append("s-1", 0, List.of(UserMessage.from("hello")));
        }

        try (TestRedis redis = new TestRedis(folder);
                RedisStores stores = RedisStores.connect(redis.uri(), TENANT)) {
            assertThat(stores.ledger().reserve("r", List.of("org"), 40, 1, LEASE))
                    .isEqualTo(new Granted(40));
            assertThat(stores.memory().read("s-1")).containsExactly(UserMessage.from("hello"));
        }
    }

    @Test
    void loadsItsFunctionsAgainWhenTheyAreGone() {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link()) {
            RedisTokenLedger ledger = new RedisTokenLedger(link, redis.tenant(), InstantSource.system());
            ledger.open("org", 100);
            link.call(commands -> commands.functionFlush(FlushMode.SYNC));

            assertThat(ledger.reserve("r", List.of("org"), 40, 1, LEASE)).isEqualTo(new Granted(40));
        }
    }

    @Test
    void failsSoonWhenTheServerGoesAwayAndConnectsAnewWhenItIsBack() {
        RedisProcess first = RedisProcess.start(folder);
        try (RedisStores stores = RedisStores.connect(first.uri(), TENANT)) {
            stores.ledger().open("org", 100);
            first.close();

            assertUnavailable(() -> stores.ledger().accounts(), first, "check that it runs");
            try (RedisProcess second = RedisProcess.start(folder, first.port())) {
                Thread.currentThread().interrupt();
                long limit = stores.ledger().open("org", 200).limit();

                assertThat(Thread.interrupted()).isTrue();
                assertThat(limit).as("%s has no data", second.uri()).isEqualTo(200);
            }
        } finally {
            first.close();
        }
    }

    @Test
    void failsSoonWhenTheServerHangs() throws Exception {
        try (RedisProcess frozen = RedisProcess.start(folder);
                RedisStores stores = RedisStores.connect(frozen.uri(), TENANT)) {
            stores.ledger().open("org", 100);
            frozen.freeze();

            assertUnavailable(() -> stores.ledger().accounts(), frozen, "did not answer within 2000 ms");
        }
    }

    @Test
    void letsNoThreadWaitForTheFailuresOfTheOthers() throws Exception {
        try (RedisProcess frozen = RedisProcess.start(folder);
                RedisStores stores = RedisStores.connect(frozen.uri() + "?timeout=200ms", TENANT)) {
            frozen.freeze();
            long start = System.nanoTime();

            Callable<Void> twoCalls = () -> {
                assertUnavailable(() -> stores.ledger().accounts(), frozen, "check that it runs");
                assertUnavailable(() -> stores.ledger().accounts(), frozen, "check that it runs");
                return null;
            };

            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(threads.invokeAll(Collections.nCopies(64, twoCalls)))
                        .allSatisfy(future -> assertThat(future).succeedsWithin(SOON));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        }
    }

    @Test
    void waitsAsLongAsTheUrlSays() throws Exception {
        try (RedisProcess frozen = RedisProcess.start(folder);
                RedisStores stores = RedisStores.connect(frozen.uri() + "?timeout=100ms", TENANT)) {
            frozen.freeze();

            assertUnavailable(() -> stores.ledger().accounts(), frozen, "did not answer within 100 ms");
        }
    }

    @Test
    void saysThatNobodyListens() {
        String uri = "redis://127.0.0.1:" + RedisProcess.freePort() + "/3";

        assertRefused(uri)
                .withMessage(
                        "Redis '%s' is not there: nobody listens; check that it runs; without WUKONG_REDIS, each command"
                                + " starts an embedded one",
                        uri);
    }

    @Test
    void saysThatThePasswordIsMissingOrWrong() {
        try (RedisProcess redis = RedisProcess.start(folder, "--requirepass", "open-sesame")) {
            String address = "127.0.0.1:" + redis.port();

            assertRefused("redis://" + address).withMessageContaining("asks for a password");
            assertRefused("redis://:s3cret@" + address)
                    .withMessageContaining("refuses the user or the password")
                    .satisfies(RedisStoresIntegrationTests::assertNoSecret);
        }
    }

    @Test
    void readsAPasswordWithSpecialCharacters() {
        try (RedisProcess redis = RedisProcess.start(folder, "--requirepass", "p@ss/w:o?r#d%");
                RedisStores stores =
                        RedisStores.connect("redis://:p%40ss%2Fw:o%3Fr%23d%25@127.0.0.1:" + redis.port(), TENANT)) {
            assertThat(stores.ledger().accounts()).isEmpty();
        }
    }

    @Test
    void saysWhatTheUserMayNotDo() {
        try (RedisProcess redis =
                        RedisProcess.start(folder, "--user", "ann", "on", ">s3cret", "~*", "+@all", "-fcall");
                RedisStores stores = RedisStores.connect("redis://ann:s3cret@127.0.0.1:" + redis.port(), TENANT)) {
            assertUnavailable(() -> stores.ledger().open("org", 1), redis, "does not allow its user");
        }
    }

    @Test
    void saysThatItIsAReplica() {
        try (RedisProcess primary = RedisProcess.start(folder);
                RedisStores onPrimary = RedisStores.connect(primary.uri(), TENANT);
                RedisProcess replica = RedisProcess.start(folder, "--replicaof", "127.0.0.1 " + primary.port());
                RedisStores stores = RedisStores.connect(replica.uri(), TENANT)) {
            onPrimary.ledger().open("org", 1);

            assertUnavailable(() -> stores.journal().claim("t-1"), replica, "is a replica");
        }
    }

    @Test
    void saysThatOtherDataAreInTheWay() {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link()) {
            Keys keys = redis.tenant();
            link.call(commands -> commands.set(keys.each("memory", "s-1"), "not ours"));

            assertThatExceptionOfType(RedisUnavailableException.class)
                    .isThrownBy(() -> new RedisMemoryStore(link, keys).read("s-1"))
                    .withMessageContaining("another program's data");
        }
    }

    @Test
    void saysWhichRowOfTheLedgerIsCorruptAndChangesNothing() {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link()) {
            Keys keys = redis.tenant();
            RedisTokenLedger ledger = new RedisTokenLedger(link, keys, InstantSource.system());
            ledger.open("task", 100);
            ledger.open("org", 100);
            link.call(commands -> commands.hset(keys.one("ledger:accounts"), "org", "{\"limit\":\"many\"}"));

            assertThatExceptionOfType(CorruptRowException.class)
                    .isThrownBy(() -> ledger.reserve("r", List.of("task", "org"), 40, 1, LEASE))
                    .withMessageContaining("row of account 'org'");
            assertThat(ledger.account("task")).contains(new Account("task", 100, 0, 0));
        }
    }

    @Test
    void saysThatItIsNoRedis() {
        try (StubServer web = new StubServer(command -> "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")) {
            assertRefused("redis://" + web.address()).withMessageContaining("does not speak the Redis protocol");
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertRefused("redis://127.0.0.1:" + silent.getLocalPort()).withMessageContaining("did not answer within");
        }
    }

    @Test
    void saysThatThereIsNoTls() {
        try (RedisProcess redis = RedisProcess.start(folder)) {
            assertRefused("rediss://127.0.0.1:" + redis.port())
                    .withMessageContaining("or write redis:// if it has no TLS");
        }
    }

    @Test
    void saysThatItIsTooOld() {
        try (StubServer old = redisThatSays("redis_version:6.2.11\r\nredis_mode:standalone")) {
            assertRefused("redis://" + old.address()).withMessageContaining("is version 6.2.11 and has no Functions");
        }
    }

    @Test
    void saysThatItIsASentinel() {
        try (StubServer sentinel = redisThatSays("redis_version:7.0.9\r\nredis_mode:sentinel")) {
            assertRefused("redis://" + sentinel.address()).withMessageContaining("is a Sentinel");
        }
    }

    private static StubServer redisThatSays(String information) {
        return new StubServer(command -> switch (command) {
            case "INFO" -> StubServer.bulk("# Server\r\n" + information + "\r\n");
            case "HELLO" -> "-ERR unknown command\r\n";
            default -> "+PONG\r\n";
        });
    }

    @Test
    void keepsThePasswordThatAnOldServerRepeats() {
        try (StubServer old = new StubServer(
                command -> "-ERR unknown command `" + command + "`, with args beginning with: `s3cret`, \r\n")) {
            assertRefused("redis://:s3cret@" + old.address())
                    .withMessageContaining("does not know a command that Redis 7.0 has")
                    .satisfies(RedisStoresIntegrationTests::assertNoSecret);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "http://:s3cret@host",
                "redis://",
                "redis://:s3cret@",
                "redis://:s3cret@host:port",
                "redis://s3 cret@host",
                "redis://:s3cret@one@host:6379",
                "redis://:s3cret/@host:6379",
                "redis://:s3cret?@host:6379",
                "redis://s3cret#@host:6379"
            })
    void refusesAWrongUrlWithoutRepeatingIt(String url) {
        assertRefused(url)
                .withMessageContaining("must look like redis://")
                .satisfies(RedisStoresIntegrationTests::assertNoSecret);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "{a}", "a:b", "员工"})
    void refusesATenantThatMakesNoHashTag(String tenant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisStores.connect("redis://127.0.0.1", tenant))
                .withMessageContaining("Tenant '" + tenant + "'");
    }

    @Test
    void refusesToServeWhenClosed() {
        try (TestRedis redis = new TestRedis(folder)) {
            RedisStores stores = RedisStores.connect(redis.uri(), TENANT);
            stores.close();

            assertThatIllegalStateException().isThrownBy(() -> stores.ledger().accounts());
        }
    }

    private static ThrowableAssertAlternative<RedisUnavailableException> assertRefused(String uri) {
        return assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(() -> RedisStores.connect(uri, TENANT));
    }

    private static void assertUnavailable(Runnable call, RedisProcess redis, String rule) {
        long start = System.nanoTime();

        assertThatExceptionOfType(RedisUnavailableException.class)
                .isThrownBy(call::run)
                .withMessageStartingWith("Redis '" + redis.uri() + "'")
                .withMessageContaining(rule);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    private static void assertNoSecret(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("s3cret");
    }
}
