package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every {@link TokenLedger} keeps when many threads use it at once. */
abstract class LedgerCrowdContract extends LedgerFixture {

    @Test
    void neverGoesOverALimitAndNearlyUsesItUp() {
        ledger.open("department", 20_000);
        Together.run(thread -> ledger.open("task:" + thread, 100_000));
        AtomicLong settled = new AtomicLong();

        Together.run(thread -> {
            List<String> path = List.of("task:" + thread, "department");
            for (int i = 0; use("r-" + thread + "-" + i, path, 1 + (thread + i * 7) % 50, settled); i++) {
                assertThat(ledger.accounts())
                        .allSatisfy(account -> assertThat(account.available()).isNotNegative());
            }
            return thread;
        });

        Account department = ledger.account("department").orElseThrow();
        assertThat(department.held()).isZero();
        assertThat(department.spent()).isEqualTo(settled.get()).isBetween(20_000L - 2 * Together.THREADS, 20_000L);
    }

    /** Uses what is granted but for up to two tokens; false if nothing is. */
    private boolean use(String reservation, List<String> path, long wanted, AtomicLong settled) {
        if (!(ledger.reserve(reservation, path, wanted, 1, LEASE) instanceof Granted granted)) {
            return false;
        }
        long used = granted.tokens() < 3 ? granted.tokens() : granted.tokens() - granted.tokens() % 3;
        ledger.dispatch(reservation);
        ledger.settle(reservation, tokens(used));
        settled.addAndGet(used);
        return true;
    }

    @Test
    void takesEffectOnceWhenManyThreadsRepeatAnOperation() {
        List<ReserveAnswer> answers = Together.run(thread -> ledger.reserve("r", PATH, 60, 20, LEASE));
        Together.run(thread -> {
            ledger.dispatch("r");
            return thread;
        });
        Optional<Account> underWay = ledger.account(TASK);
        Together.run(thread -> {
            ledger.settle("r", tokens(45));
            return thread;
        });

        assertThat(answers).containsOnly(new Granted(60));
        assertThat(underWay).contains(new Account(TASK, 100, 0, 60));
        assertAccounts(45, 0);
    }
}
