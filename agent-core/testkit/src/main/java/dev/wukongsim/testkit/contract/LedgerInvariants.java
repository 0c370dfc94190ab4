package dev.wukongsim.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.budget.LedgerReplay;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.Snapshot;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What must hold whatever the workers of a {@link LedgerFuzz} did; counted anew from the books and from what they know. */
record LedgerInvariants(TokenLedger ledger, FuzzLog log) {

    /** I1 and I2, in one atomic view. */
    void checkOneMoment(List<String> accounts) {
        Snapshot snapshot = ledger.snapshot(accounts);
        for (Account account : snapshot.accounts()) {
            long held = snapshot.open().stream()
                    .mapToLong(open -> heldBy(open, account))
                    .sum();
            assertThat(account.held()).as("I2: holds of '%s'", account.id()).isEqualTo(held);
            assertThat(account.available()).as("I1: room of '%s'", account.id()).isNotNegative();
        }
    }

    private static long heldBy(Reservation open, Account account) {
        if (open.request().funding().path().contains(account.id())) {
            return open.granted().in(account.unit());
        }
        int source = open.request().funding().sources().indexOf(account.id());
        return source < 0 ? 0 : open.taken().get(source);
    }

    void checkAll() {
        noLimitIsPassed();
        spendingIsTheSumOfItsEntries();
        everyLevelHasSpentTheSame();
        amountsChangeOnlyFromEstimateToActual();
        everyAttemptIsChargedOnce();
        everyAttemptIsChargedWhereItWasAdmitted();
        nothingIsHeldForEver();
        alertsAreToldOnceAndInOrder();
        theBooksRebuildEveryAccount();
    }

    void noLimitIsPassed() {
        assertThat(ledger.accounts())
                .allSatisfy(account -> assertThat(account.available())
                        .as("I1: room of '%s'", account.id())
                        .isNotNegative());
    }

    void spendingIsTheSumOfItsEntries() {
        Map<String, Long> charged = charges().stream()
                .flatMap(charge -> charge.shares().stream())
                .collect(Collectors.groupingBy(Share::account, Collectors.summingLong(Share::charged)));
        assertThat(ledger.accounts())
                .allSatisfy(account -> assertThat(account.spent())
                        .as("I3: spending of '%s'", account.id())
                        .isEqualTo(charged.getOrDefault(account.id(), 0L)));
    }

    void everyLevelHasSpentTheSame() {
        long tokens = charges().stream().mapToLong(Charged::tokens).sum();
        long micros = charges().stream()
                .mapToLong(charge -> charge.amount().micros().orElseThrow())
                .sum();
        assertThat(spent("task:")).as("I4: tasks").isEqualTo(tokens);
        assertThat(spent("organisation:")).as("I4: organisation").isEqualTo(tokens);
        assertThat(spent("seat:") + spent("pack:")).as("I4: sources").isEqualTo(tokens);
        assertThat(spent("department:")).as("I4: departments").isEqualTo(micros);
        assertThat(spent("agent:")).as("I4: sub-agents").isEqualTo(tokensOf(FuzzCall::bySubAgent));
    }

    void amountsChangeOnlyFromEstimateToActual() {
        byReservation().forEach((id, charges) -> {
            assertThat(charges).as("I5: charges of '%s'", id).hasSizeLessThanOrEqualTo(2);
            assertThat(charges.getFirst().kind()).isIn(Charged.Kind.SET, Charged.Kind.LATE);
            charges.stream().skip(1).forEach(adjustment -> {
                assertThat(adjustment.kind()).as("I5: '%s'", id).isEqualTo(Charged.Kind.ADJ);
                assertThat(charges.getFirst().usage().estimated()).isTrue();
                assertThat(adjustment.usage().estimated()).isFalse();
            });
        });
    }

    void everyAttemptIsChargedOnce() {
        Map<String, Amount> charged = new HashMap<>();
        charges().forEach(charge -> charged.merge(charge.reservation(), charge.amount(), LedgerInvariants::plus));
        assertThat(charged).as("I6: what was sent is charged, once").isEqualTo(log.owed());
    }

    void everyAttemptIsChargedWhereItWasAdmitted() {
        assertThat(charges())
                .allSatisfy(charge -> assertThat(
                                charge.shares().stream().map(Share::account).toList())
                        .as("I7: accounts of '%s'", charge.reservation())
                        .isEqualTo(log.admitted().get(charge.reservation())))
                .as("I7: some calls end in another month than they began")
                .anyMatch(charge -> log.call(charge.reservation()).isOver(charge.at()));
    }

    void nothingIsHeldForEver() {
        assertThat(ledger.accounts()).as("I8: nothing is held for ever").allMatch(account -> account.held() == 0);
        assertThat(log.admitted().keySet())
                .allSatisfy(id -> assertThat(ledger.reservation(id).map(Reservation::state))
                        .as("I8: '%s'", id)
                        .get()
                        .isIn(ReservationState.SETTLED, ReservationState.RELEASED, ReservationState.EXPIRED));
    }

    void alertsAreToldOnceAndInOrder() {
        Map<String, Integer> told = new HashMap<>();
        for (LedgerEntry entry : books()) {
            if (entry instanceof Alerted alert) {
                assertThat(alert.percent()).as("I9: %s", alert).isGreaterThan(told.getOrDefault(alert.account(), 0));
                assertThat(alert.spent() * 100).isGreaterThanOrEqualTo(alert.limit() * alert.percent());
                told.put(alert.account(), alert.percent());
            }
            if (entry instanceof LedgerEntry.LimitChanged change && change.added() > 0) {
                told.computeIfPresent(change.account(), (id, percent) -> Math.min(percent, reachedAfter(change)));
            }
        }
        assertThat(books()).as("I9: each alert is seen by one caller").containsAll(log.seen());
        assertThat(log.seen()).isNotEmpty().doesNotHaveDuplicates();
    }

    private int reachedAfter(LedgerEntry.LimitChanged change) {
        Map<String, Account> accounts = LedgerReplay.accounts(books().subList(0, Math.toIntExact(change.number())));
        Account then = requireNonNull(accounts.get(change.account()));
        long percent = then.spent() * 100 / then.limit();
        return percent >= 100 ? 100 : percent >= 80 ? 80 : percent >= 50 ? 50 : 0;
    }

    void theBooksRebuildEveryAccount() {
        assertThat(LedgerReplay.accounts(books()).values())
                .as("I11: the books explain every account")
                .containsExactlyInAnyOrderElementsOf(ledger.accounts());
    }

    private List<LedgerEntry> books() {
        return ledger.entries(0, Integer.MAX_VALUE);
    }

    private List<Charged> charges() {
        return books().stream()
                .filter(Charged.class::isInstance)
                .map(Charged.class::cast)
                .toList();
    }

    private Map<String, List<Charged>> byReservation() {
        return charges().stream().collect(Collectors.groupingBy(Charged::reservation));
    }

    private long spent(String level) {
        return ledger.accounts().stream()
                .filter(account -> account.id().startsWith(level))
                .mapToLong(Account::spent)
                .sum();
    }

    private long tokensOf(Predicate<FuzzCall> calls) {
        return charges().stream()
                .filter(charge -> calls.test(log.call(charge.reservation())))
                .mapToLong(Charged::tokens)
                .sum();
    }

    private static Amount plus(Amount one, Amount other) {
        return Amount.of(
                one.tokens() + other.tokens(),
                one.micros().orElseThrow() + other.micros().orElseThrow());
    }
}
