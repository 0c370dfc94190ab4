package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.wukongsim.redis.embedded.RedisProcess;
import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.metering.SpooledLedger;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call is charged once, with what it used, whoever dies between its answer and its settlement. */
class SettlementCrashIntegrationTests {

    private static final List<String> PATH = List.of("task:t-1", "organisation");
    private static final Duration LEASE = Duration.ofMinutes(15);
    private static final int CALLS = 40;

    @TempDir
    private Path folder;

    private final int port = RedisProcess.freePort();
    private Path data;
    private Path settlements;

    @BeforeEach
    void makeFolders() throws IOException {
        data = Files.createDirectory(folder.resolve("redis"));
        settlements = folder.resolve("settlements");
    }

    @Test
    void keepsEverySettlementOfAServerThatIsKilledAndSendsThemWhenItIsBack() {
        RedisProcess server = server();
        try (RedisStores stores = open(server)) {
            TokenLedger ledger = SpooledLedger.over(stores.ledger(), settlements);
            IntStream.rangeClosed(1, CALLS).mapToObj(call -> "c-" + call).forEach(id -> {
                ledger.reserve(id, PATH, 1_000, 10, LEASE);
                ledger.dispatch(id);
            });

            server.close();
            List<Settlement> answers = IntStream.rangeClosed(1, CALLS)
                    .mapToObj(call ->
                            ledger.settle("c-" + call, Usage.of(100, call)).settlement())
                    .toList();

            assertThat(answers).containsOnly(Settlement.KEPT);
            assertThat(files()).hasSize(CALLS);
            assertThatExceptionOfType(RedisUnavailableException.class)
                    .isThrownBy(() -> ledger.reserve("new", PATH, 1_000, 10, LEASE));

            try (RedisProcess restarted = server()) {
                assertThat(restarted.port()).isEqualTo(server.port());
                ledger.reserve("new", PATH, 1_000, 10, LEASE);

                assertThat(ledger.snapshot(PATH).accounts())
                        .extracting(Account::spent, Account::held)
                        .containsOnly(tuple(used(CALLS), 1_000L));
                assertBooksAreRight(ledger);
                assertThat(files()).isEmpty();
            }
        }
    }

    @Test
    void chargesTheActualUsageOfAWorkerThatDiedBeforeItCouldSettle() throws IOException {
        try (RedisProcess server = server();
                RedisStores stores = open(server);
                LedgerWorkerProcess worker = LedgerWorkerProcess.start(server.uri(), settlements, CALLS)) {
            assertThat(worker.remains()).hasSize(CALLS);
            String last = "c-" + (CALLS + 1);
            assertThat(stores.ledger().reservation(last).orElseThrow().state()).isEqualTo(ReservationState.INFLIGHT);

            TokenLedger ledger = SpooledLedger.over(stores.ledger(), settlements);

            assertThat(ledger.reservation(last).orElseThrow().usage()).isEqualTo(Usage.of(100, CALLS + 1));
            assertThat(ledger.snapshot(PATH).accounts())
                    .extracting(Account::spent, Account::held)
                    .containsOnly(tuple(used(CALLS + 1), 0L));
            assertBooksAreRight(ledger);
        }
    }

    @Test
    void chargesAWorkerThatIsKilledAnywhereOnceForEachCall() throws IOException {
        try (RedisProcess server = server();
                RedisStores stores = open(server);
                RedisLink link = RedisLink.to(RedisAddress.parse(server.uri()));
                LedgerWorkerProcess worker = LedgerWorkerProcess.start(server.uri(), settlements, Integer.MAX_VALUE)) {
            worker.awaitSettled(CALLS);
            int settled = CALLS + worker.kill().size();

            SpooledLedger.over(stores.ledger(), settlements);
            Instant afterTheLease = Instant.now().plus(LEASE);
            TokenLedger later = new RedisTokenLedger(link, new Keys("wukong"), () -> afterTheLease);
            later.expire();

            assertThat(later.snapshot(PATH).open()).isEmpty();
            assertThat(later.account("organisation").orElseThrow().spent())
                    .isGreaterThanOrEqualTo(used(settled))
                    .isLessThanOrEqualTo(used(settled) + 1_000);
            assertBooksAreRight(later);
        }
    }

    private RedisProcess server() {
        return RedisProcess.start(data, port, "--appendonly", "yes", "--appendfsync", "always");
    }

    private static RedisStores open(RedisProcess server) {
        RedisStores stores = RedisStores.connect(server.uri(), "wukong");
        PATH.forEach(account -> stores.ledger().open(account, 10_000_000));
        return stores;
    }

    /** What the first calls have used together. */
    private static long used(int calls) {
        return IntStream.rangeClosed(1, calls).mapToLong(call -> 100L + call).sum();
    }

    private static void assertBooksAreRight(TokenLedger ledger) {
        var replayed = LedgerReplay.accounts(ledger.entries(0, Integer.MAX_VALUE));
        assertThat(ledger.accounts())
                .allSatisfy(account ->
                        assertThat(replayed.get(account.id()).spent()).isEqualTo(account.spent()));
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(settlements)) {
            return all.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
