package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the ledger after {@code kill -9} of the server in the middle of its work. */
class LedgerCrashIntegrationTests {

    private static final List<String> PATH = List.of("task", "employee", "department", "organisation");
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int WORKERS = 16;
    private static final long WANTED = 100;

    /** What the workers were told. */
    private final Set<String> reserved = new ConcurrentSkipListSet<>();

    private final Set<String> dispatched = new ConcurrentSkipListSet<>();
    private final Map<String, Long> settled = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void keepsEveryOperationThatWasAnsweredAndItsInvariants() throws InterruptedException {
        workUntilTheServerIsKilled(500);

        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link()) {
            TokenLedger ledger = ledger(link);
            checkThatNothingIsLost(ledger);
            checkTheBooks(ledger);

            repeatEverything(ledger);
            checkTheBooks(ledger);
        }
    }

    private static TokenLedger ledger(RedisLink link) {
        return new RedisTokenLedger(link, new Keys("wukong"), InstantSource.system());
    }

    private void workUntilTheServerIsKilled(int calls) throws InterruptedException {
        try (TestRedis redis = new TestRedis(folder);
                RedisLink link = redis.link();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TokenLedger ledger = ledger(link);
            PATH.forEach(account -> ledger.open(account, 1_000_000_000));
            CountDownLatch enough = new CountDownLatch(calls);
            for (int worker = 0; worker < WORKERS; worker++) {
                String name = "w-" + worker;
                threads.execute(() -> work(ledger, name, enough));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            TestRedis.kill(link);
        }
    }

    private void work(TokenLedger ledger, String worker, CountDownLatch enough) {
        try {
            for (int call = 1; ; call++) {
                String id = worker + ":" + call;
                ledger.reserve(id, PATH, WANTED, 1, LEASE);
                reserved.add(id);
                ledger.dispatch(id);
                dispatched.add(id);
                ledger.settle(id, used(call));
                settled.put(id, used(call).total());
                enough.countDown();
            }
        } catch (RedisUnavailableException e) {
            assertThat(e).hasMessageContaining("Redis 'redis://127.0.0.1:");
        }
    }

    private static Usage used(int call) {
        return Usage.of(call % WANTED, 1);
    }

    private void checkThatNothingIsLost(TokenLedger ledger) {
        assertThat(settled).hasSizeGreaterThanOrEqualTo(500);
        settled.forEach((id, tokens) -> {
            Reservation reservation = ledger.reservation(id).orElseThrow();
            assertThat(reservation.state()).isEqualTo(ReservationState.SETTLED);
            assertThat(reservation.charged().tokens()).isEqualTo(tokens);
        });
        assertThat(dispatched)
                .allSatisfy(
                        id -> assertThat(ledger.reservation(id).orElseThrow().state())
                                .isIn(ReservationState.INFLIGHT, ReservationState.SETTLED));
        assertThat(reserved).allSatisfy(id -> assertThat(ledger.reservation(id)).isPresent());
    }

    private static void checkTheBooks(TokenLedger ledger) {
        long held = ledger.snapshot(PATH).open().stream()
                .mapToLong(open -> open.granted().tokens())
                .sum();
        assertThat(ledger.accounts()).as("I2").extracting(Account::held).containsOnly(held);
        assertThat(ledger.accounts().stream().map(Account::spent).collect(Collectors.toSet()))
                .as("I4")
                .hasSize(1);
        assertThat(LedgerReplay.accounts(ledger.entries(0, Integer.MAX_VALUE)).values())
                .as("I3, I11")
                .extracting(Account::id, Account::limit, Account::spent, Account::alerted)
                .containsExactlyInAnyOrderElementsOf(ledger.accounts().stream()
                        .map(account -> tuple(account.id(), account.limit(), account.spent(), account.alerted()))
                        .toList());
    }

    /** As workers do that got no answer: what was done stays done, the rest is done now. */
    private void repeatEverything(TokenLedger ledger) {
        long before = ledger.account("organisation").orElseThrow().spent();
        settled.forEach((id, tokens) ->
                assertThat(ledger.settle(id, used(call(id)))).isEqualTo(Settled.quietly(Settlement.REPLAYED)));
        assertThat(ledger.account("organisation").orElseThrow().spent()).isEqualTo(before);
        ledger.snapshot(PATH).open().forEach(open -> {
            assertThat(ledger.reserve(open.id(), PATH, WANTED, 1, LEASE)).isEqualTo(new Granted(WANTED));
            ledger.dispatch(open.id());
            ledger.settle(open.id(), used(call(open.id())));
        });
        assertThat(ledger.accounts()).allMatch(account -> account.held() == 0);
    }

    private static int call(String id) {
        return Integer.parseInt(id.substring(id.indexOf(':') + 1));
    }
}
