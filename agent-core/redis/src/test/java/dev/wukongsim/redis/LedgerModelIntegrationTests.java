package dev.wukongsim.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.AccountState;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.budget.Unit;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.testkit.contract.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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

    private static final Map<String, Unit> UNITS = Map.of(
            "task", Unit.TOKENS,
            "employee", Unit.TOKENS,
            "org", Unit.TOKENS,
            "seat", Unit.TOKENS,
            "pack", Unit.TOKENS,
            "purse", Unit.MICROS,
            "cash", Unit.MICROS);

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
        Arbitrary<String> accounts = Arbitraries.of(UNITS.keySet());
        Arbitrary<String> ids = Arbitraries.of("r1", "r2", "r3", "r4");
        Arbitrary<Long> tokens = Arbitraries.longs().between(1, 120);
        Arbitrary<Duration> leases = Arbitraries.integers().between(1, 60).map(Duration::ofSeconds);
        Arbitrary<LedgerCommand> command = Arbitraries.frequencyOf(
                Tuple.of(2, Combinators.combine(accounts, tokens).as(LedgerModelIntegrationTests::open)),
                Tuple.of(6, Combinators.combine(ids, requests(), leases).as(LedgerCommand.Reserve::new)),
                Tuple.of(4, ids.map(LedgerCommand.Dispatch::new)),
                Tuple.of(1, Combinators.combine(ids, leases).as(LedgerCommand.Extend::new)),
                Tuple.of(4, Combinators.combine(ids, usages(), prices()).as(LedgerCommand.Settle::new)),
                Tuple.of(2, ids.map(LedgerCommand.Release::new)),
                Tuple.of(1, Arbitraries.create(LedgerCommand.Expire::new)),
                Tuple.of(3, Combinators.combine(accounts, tokens).as(LedgerCommand.TopUp::new)),
                Tuple.of(1, Combinators.combine(accounts, tokens).as(LedgerCommand.SetLimit::new)),
                Tuple.of(
                        1,
                        Combinators.combine(pairs(), tokens)
                                .as((pair, moved) -> new LedgerCommand.Transfer(pair.get(0), pair.get(1), moved))),
                Tuple.of(1, Combinators.combine(accounts, states()).as(LedgerCommand.Turn::new)),
                Tuple.of(2, Arbitraries.integers().between(0, 30).map(LedgerCommand.Advance::new)));
        return command.list().ofMinSize(1).ofMaxSize(40).map(LedgerModelIntegrationTests::withAccounts);
    }

    private static Arbitrary<Request> requests() {
        Arbitrary<Amount> amounts = Combinators.combine(Arbitraries.longs().between(1, 120), prices())
                .as(Amount::new);
        Arbitrary<Boolean> enforced = Arbitraries.frequency(Tuple.of(5, true), Tuple.of(1, false));
        return Combinators.combine(fundings(), amounts, enforced)
                .as((funding, wanted, strictly) -> new Request(funding, wanted, half(wanted), strictly));
    }

    private static Amount half(Amount wanted) {
        return wanted.micros().isEmpty()
                ? Amount.tokens(wanted.tokens() / 2)
                : Amount.of(wanted.tokens() / 2, wanted.micros().getAsLong() / 2);
    }

    private static Arbitrary<Funding> fundings() {
        Arbitrary<List<String>> paths = Arbitraries.of(
                List.of("task", "employee", "org"),
                List.of("employee", "org"),
                List.of("task"),
                List.of("task", "purse"));
        Arbitrary<List<String>> sources = Arbitraries.of(
                List.of(), List.of("seat"), List.of("seat", "pack"), List.of("pack", "seat"), List.of("pack", "cash"));
        return Combinators.combine(paths, sources).as(Funding::new);
    }

    private static Arbitrary<OptionalLong> prices() {
        return Arbitraries.longs()
                .between(0, 120)
                .map(OptionalLong::of)
                .map(price -> price.getAsLong() % 3 == 0 ? OptionalLong.empty() : price);
    }

    private static Arbitrary<Usage> usages() {
        return Combinators.combine(Arbitraries.longs().between(1, 120), Arbitraries.of(true, false))
                .as((used, estimated) -> estimated ? Usage.estimate(used, 0) : Usage.of(used, 0));
    }

    private static Arbitrary<List<String>> pairs() {
        return Arbitraries.of(
                List.of("task", "org"), List.of("org", "employee"), List.of("pack", "seat"), List.of("purse", "task"));
    }

    private static Arbitrary<AccountState> states() {
        return Arbitraries.of(AccountState.OPEN, AccountState.FROZEN, AccountState.CLOSED);
    }

    private static LedgerCommand open(String account, long limit) {
        return new LedgerCommand.Open(account, limit % 20 == 0 ? Unit.MICROS : UNITS.get(account), limit);
    }

    /** Most of what can be asked needs accounts. */
    private static List<LedgerCommand> withAccounts(List<LedgerCommand> commands) {
        List<LedgerCommand> all = new ArrayList<>(List.of(
                new LedgerCommand.Open("task", Unit.TOKENS, 150),
                new LedgerCommand.Open("employee", Unit.TOKENS, 250),
                new LedgerCommand.Open("seat", Unit.TOKENS, 60),
                new LedgerCommand.Open("pack", Unit.TOKENS, 90),
                new LedgerCommand.Open("purse", Unit.MICROS, 200)));
        all.addAll(commands);
        return all;
    }
}
