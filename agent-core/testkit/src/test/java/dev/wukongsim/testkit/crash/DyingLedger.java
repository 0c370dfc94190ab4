package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.testkit.crash.CrashPoint.Moment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** The ledger of a process that dies before or after one call of it, or at none and tells where it could have died. */
final class DyingLedger {

    private final TokenLedger ledger;
    private final int death;
    private final List<CrashPoint> passed = new ArrayList<>();

    /** @param death the number of the point at which the process dies, from 1; 0 for none */
    DyingLedger(TokenLedger ledger, int death) {
        this.ledger = ledger;
        this.death = death;
    }

    /** The ledger as the process sees it. */
    TokenLedger through() {
        return (TokenLedger) Proxy.newProxyInstance(
                TokenLedger.class.getClassLoader(), new Class<?>[] {TokenLedger.class}, (proxy, method, arguments) -> {
                    pass(method, Moment.AFTER_INTENT);
                    Object answer = call(method, arguments);
                    pass(method, Moment.AFTER_EFFECT);
                    return answer;
                });
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(ledger, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void pass(Method method, Moment moment) {
        CrashPoint point = new CrashPoint(passed.size() + 1, "ledger." + method.getName(), moment);
        passed.add(point);
        if (passed.size() == death) {
            throw new Crash(point);
        }
    }

    /** The points that the process has come by, in order; their steps are the numbers by which it can die there. */
    List<CrashPoint> passed() {
        return List.copyOf(passed);
    }
}
