package dev.wukongsim.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wukongsim.runtime.budget.InMemoryTokenLedger;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.ReserveAnswer.Granted;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Usage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fuzz bites: a ledger that leaves out one of its checks does not pass. */
class LedgerFuzzTests {

    private final ManualClock clock = new ManualClock(LedgerFuzzContract.START);
    private final TokenLedger sound = new InMemoryTokenLedger(clock);

    @Test
    void catchesALedgerThatDoesNotMarkWhatIsUnderWay() {
        assertCaught((method, arguments) -> method.getName().equals("dispatch") ? null : call(method, arguments));
    }

    @Test
    void catchesALedgerThatTakesAnIdForTwoRequests() {
        assertCaught((method, arguments) -> {
            try {
                return call(method, arguments);
            } catch (ReservationConflictException e) {
                return new Granted(((Reservation.Request) arguments[1]).wanted());
            }
        });
    }

    @Test
    void catchesALedgerThatGivesBackWhatWasUnderWayWhenItsLeaseIsOver() {
        assertCaught((method, arguments) -> {
            if (List.of("reserve", "expire", "dispatch").contains(method.getName())) {
                refundAllThatIsDue();
            }
            return call(method, arguments);
        });
    }

    private void refundAllThatIsDue() {
        List<String> accounts =
                sound.accounts().stream().map(account -> account.id()).toList();
        sound.snapshot(accounts).open().stream()
                .filter(open -> open.state() == ReservationState.INFLIGHT)
                .filter(open -> !open.leaseEnd().isAfter(clock.instant()))
                .map(Reservation::id)
                .forEach(id -> sound.settle(id, Usage.estimate(0, 0)));
    }

    @FunctionalInterface
    private interface Mutant {
        Object invoke(Method method, Object[] arguments) throws Throwable;
    }

    private void assertCaught(Mutant mutant) {
        TokenLedger broken = (TokenLedger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TokenLedger.class}, (proxy, method, arguments) -> {
                    synchronized (sound) {
                        return mutant.invoke(method, arguments);
                    }
                });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> new LedgerFuzz(broken, clock, 1).run().checkAll());
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(sound, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
