package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** A ledger with a task, its employee and their organisation, and a clock that stands still. */
abstract class LedgerFixture {

    static final String TASK = "task:t-1";
    static final String EMPLOYEE = "employee:王芳:2026-11";
    static final String ORGANISATION = "org";
    static final List<String> PATH = List.of(TASK, EMPLOYEE, ORGANISATION);
    static final Instant START = Instant.parse("2026-11-30T23:55:00Z");
    static final Duration LEASE = Duration.ofMinutes(10);

    final ManualClock clock = new ManualClock(START);
    TokenLedger ledger;

    /** A ledger without accounts. */
    protected abstract TokenLedger create(InstantSource clock);

    @BeforeEach
    void openAccounts() {
        ledger = create(clock);
        ledger.open(TASK, 100);
        ledger.open(EMPLOYEE, 500);
        ledger.open(ORGANISATION, 1_000);
    }

    static Usage tokens(long tokens) {
        return Usage.of(0, tokens);
    }

    static Usage estimate(long tokens) {
        return Usage.estimate(0, tokens);
    }

    /** Whatever alerts they have raised. */
    void assertAccounts(long spent, long held) {
        assertThat(ledger.snapshot(PATH).accounts())
                .extracting(Account::id, Account::limit, Account::spent, Account::held)
                .containsExactly(
                        tuple(TASK, 100L, spent, held),
                        tuple(EMPLOYEE, 500L, spent, held),
                        tuple(ORGANISATION, 1_000L, spent, held));
    }

    static void assertState(String reservation, String state, ThrowingCallable call) {
        assertThatExceptionOfType(ReservationStateException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reservation()).isEqualTo(reservation))
                .satisfies(e -> assertThat(e.state()).isEqualTo(state));
    }
}
