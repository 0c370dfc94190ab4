package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Many workers on one ledger that crash, lose replies, repeat themselves and are overtaken by their leases while periods
 * roll over. Checks the books at every step, and once more when all is over.
 */
final class LedgerFuzz {

    private static final int ATTEMPTS = 30;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration PERIOD = Duration.ofMinutes(2);

    private final TokenLedger ledger;
    private final ManualClock clock;
    private final long seed;
    private final Map<String, List<String>> paths = new ConcurrentHashMap<>();
    private final Map<String, Long> owed = new ConcurrentHashMap<>();
    private final Map<String, Long> reportedLate = new ConcurrentHashMap<>();

    LedgerFuzz(TokenLedger ledger, ManualClock clock, long seed) {
        this.ledger = ledger;
        this.clock = clock;
        this.seed = seed;
    }

    /** @throws AssertionError if the ledger breaks one of its invariants */
    void run() {
        Together.run(thread -> {
            SplittableRandom random = new SplittableRandom(seed * Together.THREADS + thread);
            for (int i = 0; i < ATTEMPTS; i++) {
                attempt("t-%d:%d".formatted(thread, i), path(thread), random);
                checkOneMoment(path(thread));
            }
            return thread;
        });
        clock.advance(LEASE.multipliedBy(2));
        ledger.expire();
        reportedLate.forEach((id, used) -> settle(id, used));
        checkTheEnd();
    }

    private List<String> path(int thread) {
        long period = clock.instant().toEpochMilli() / PERIOD.toMillis();
        List<String> path = List.of("task:" + thread, "department:" + thread % 4, "org:" + period);
        ledger.open(path.get(0), 1_000);
        ledger.open(path.get(1), 14_000);
        ledger.open(path.get(2), 20_000);
        return path;
    }

    private void attempt(String id, List<String> path, SplittableRandom random) {
        long wanted = random.nextLong(10, 100);
        try {
            if (!(maybeTwice(random, () -> ledger.reserve(id, path, wanted, 5, LEASE)) instanceof Granted granted)) {
                return;
            }
            paths.put(id, path);
            checkThatTheIdIsTaken(id, path, wanted);
            if (random.nextInt(10) == 0) {
                return;
            }
            if (random.nextInt(10) == 0) {
                ledger.release(id);
                return;
            }
            maybeTwice(random, () -> dispatch(id, granted.tokens()));
            callAndSettle(id, granted.tokens(), random);
        } catch (ReservationStateException e) {
            assertThat(e.state()).as(id).isEqualTo(owed.containsKey(id) ? "settled" : "expired");
        }
    }

    private void callAndSettle(String id, long granted, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            clock.advance(Duration.ofSeconds(random.nextLong(20)));
        }
        long used = random.nextLong(1, granted + 1);
        switch (random.nextInt(8)) {
            case 0 -> ledger.expire();
            case 1 -> reportedLate.put(id, used);
            default -> settle(id, used);
        }
    }

    private void settle(String id, long used) {
        ledger.settle(id, Usage.of(used, 0));
        assertThat(ledger.settle(id, Usage.of(used, 0)).settlement()).isEqualTo(Settlement.REPLAYED);
        owed.put(id, used);
    }

    private void checkThatTheIdIsTaken(String id, List<String> path, long wanted) {
        assertThatThrownBy(() -> ledger.reserve(id, path, wanted + 1, 5, LEASE))
                .isInstanceOfAny(ReservationConflictException.class, ReservationStateException.class);
    }

    /** From here on all that is held is owed, unless the call reports less. */
    private boolean dispatch(String id, long granted) {
        ledger.dispatch(id);
        owed.put(id, granted);
        return true;
    }

    /** As after a lost reply. */
    private static <T> T maybeTwice(SplittableRandom random, Supplier<T> operation) {
        T first = operation.get();
        return random.nextInt(4) == 0 ? operation.get() : first;
    }

    /** I1: nothing above a limit. I2: what is held is what the open reservations hold. */
    private void checkOneMoment(List<String> path) {
        Snapshot snapshot = ledger.snapshot(path);
        for (Account account : snapshot.accounts()) {
            long held = snapshot.open().stream()
                    .filter(open -> open.request().accounts().contains(account.id()))
                    .mapToLong(open -> open.granted().tokens())
                    .sum();
            assertThat(account.held()).as(account.id()).isEqualTo(held);
            assertThat(account.available()).as(account.id()).isNotNegative();
        }
    }

    private void checkTheEnd() {
        List<LedgerEntry> books = ledger.entries(0, Integer.MAX_VALUE);
        List<Charged> charges = of(Charged.class, books);
        assertThat(ledger.accounts()).as("I8: nothing is held for ever").allMatch(account -> account.held() == 0);
        assertThat(total(charges)).as("I6: what was sent is charged, once").isEqualTo(owed);
        assertThat(charges)
                .as("I7: charged where it was admitted")
                .allSatisfy(charge -> assertThat(charge.shares().stream()
                                .map(share -> share.account())
                                .toList())
                        .isEqualTo(paths.get(charge.reservation())));
        assertThat(charges.stream().filter(charge -> charge.kind() == Charged.Kind.SET))
                .as("I5: settled once")
                .hasSameSizeAs(owed.keySet());
        assertThat(LedgerReplay.accounts(books).values())
                .as("I3, I11: the books explain every account")
                .containsExactlyInAnyOrderElementsOf(ledger.accounts());
        assertThat(List.of(spent("task:"), spent("department:")))
                .as("I4: every level has spent the same")
                .containsOnly(spent("org:"));
        checkAlerts(of(Alerted.class, books));
    }

    private void checkAlerts(List<Alerted> alerts) {
        alerts.stream()
                .collect(Collectors.groupingBy(Alerted::account))
                .values()
                .forEach(ofOne -> assertThat(ofOne)
                        .as("I9: each alert once, in order")
                        .extracting(Alerted::percent)
                        .isSorted()
                        .doesNotHaveDuplicates());
        assertThat(alerts).isNotEmpty();
    }

    private long spent(String level) {
        return ledger.accounts().stream()
                .filter(account -> account.id().startsWith(level))
                .mapToLong(Account::spent)
                .sum();
    }

    private static Map<String, Long> total(List<Charged> charges) {
        return charges.stream()
                .collect(Collectors.groupingBy(Charged::reservation, Collectors.summingLong(Charged::tokens)));
    }

    private static <T extends LedgerEntry> List<T> of(Class<T> type, List<LedgerEntry> books) {
        return books.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
