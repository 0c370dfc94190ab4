package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.testkit.contract.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The ledgers in memory and in Redis do what the reference does, whatever is asked of them and in whatever order. */
class LedgerModelIntegrationTests {

    private static TestRedis redis;
    private static RedisLink link;

    @BeforeContainer
    static void start() throws IOException {
        redis = new TestRedis(Files.createTempDirectory("ledger-model"));
        link = redis.link();
    }

    @AfterContainer
    static void end() {
        link.close();
        redis.close();
    }

    @Property(tries = 150)
    void everyLedgerDoesWhatTheReferenceDoes(@ForAll("commands") List<LedgerCommand> commands) {
        ManualClock clock = new ManualClock(Instant.parse("2026-11-30T23:59:00Z"));
        ReferenceLedger reference = new ReferenceLedger();
        List<TokenLedger> ledgers =
                List.of(new InMemoryTokenLedger(clock), new RedisTokenLedger(link, redis.tenant(), clock));
        List<String> said = new ArrayList<>();

        for (LedgerCommand command : commands) {
            if (command instanceof LedgerCommand.Advance advance) {
                clock.advance(Duration.ofSeconds(advance.seconds()));
            }
            reference.at(clock.instant());
            String expected = command.on(reference);
            said.add(command + " -> " + expected);

            for (TokenLedger ledger : ledgers) {
                assertThat(command.wordOf(ledger)).as("%s", said).isEqualTo(expected);
                assertSame(ledger, reference, said);
            }
        }
    }

    private static void assertSame(TokenLedger ledger, ReferenceLedger reference, List<String> said) {
        String[] ids = reference.accounts().keySet().toArray(String[]::new);
        assertThat(ledger.accounts())
                .as("%s", said)
                .containsExactlyElementsOf(reference.accounts().values());
        if (ids.length > 0) {
            assertThat(ledger.snapshot(List.of(ids)).open()).as("%s", said).isEqualTo(reference.open());
        }
        assertThat(ledger.entries(0, 1_000)).as("%s", said).isEqualTo(reference.books());
    }

    @Provide
    Arbitrary<List<LedgerCommand>> commands() {
        Arbitrary<String> accounts = Arbitraries.of("task", "employee", "org");
        Arbitrary<String> ids = Arbitraries.of("r1", "r2", "r3", "r4");
        Arbitrary<Long> tokens = Arbitraries.longs().between(1, 120);
        Arbitrary<Duration> leases = Arbitraries.integers().between(1, 60).map(Duration::ofSeconds);
        Arbitrary<List<String>> paths =
                Arbitraries.of(List.of("task", "employee", "org"), List.of("employee", "org"), List.of("task"));
        Arbitrary<Usage> usages = Combinators.combine(tokens, Arbitraries.of(true, false))
                .as((used, estimated) -> estimated ? Usage.estimate(used, 0) : Usage.of(used, 0));
        Arbitrary<LedgerCommand> command = Arbitraries.frequencyOf(
                Tuple.of(2, Combinators.combine(accounts, tokens).as(LedgerCommand.Open::new)),
                Tuple.of(
                        6,
                        Combinators.combine(ids, paths, tokens, leases)
                                .as((id, path, wanted, lease) ->
                                        new LedgerCommand.Reserve(id, path, wanted, wanted / 2, lease))),
                Tuple.of(4, ids.map(LedgerCommand.Dispatch::new)),
                Tuple.of(1, Combinators.combine(ids, leases).as(LedgerCommand.Extend::new)),
                Tuple.of(4, Combinators.combine(ids, usages).as(LedgerCommand.Settle::new)),
                Tuple.of(2, ids.map(LedgerCommand.Release::new)),
                Tuple.of(1, Arbitraries.create(LedgerCommand.Expire::new)),
                Tuple.of(3, Combinators.combine(accounts, tokens).as(LedgerCommand.TopUp::new)),
                Tuple.of(1, Combinators.combine(accounts, tokens).as(LedgerCommand.SetLimit::new)),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.of(List.of("task", "org"), List.of("org", "employee")), tokens)
                                .as((pair, moved) -> new LedgerCommand.Transfer(pair.get(0), pair.get(1), moved))),
                Tuple.of(
                        1,
                        Combinators.combine(
                                        accounts,
                                        Arbitraries.of(AccountState.OPEN, AccountState.FROZEN, AccountState.CLOSED))
                                .as(LedgerCommand.Turn::new)),
                Tuple.of(2, Arbitraries.integers().between(0, 30).map(LedgerCommand.Advance::new)));
        return command.list().ofMinSize(1).ofMaxSize(40).map(LedgerModelIntegrationTests::withAccounts);
    }

    /** Most of what can be asked needs accounts. */
    private static List<LedgerCommand> withAccounts(List<LedgerCommand> commands) {
        List<LedgerCommand> all =
                new ArrayList<>(List.of(new LedgerCommand.Open("task", 150), new LedgerCommand.Open("employee", 250)));
        all.addAll(commands);
        return all;
    }
}
