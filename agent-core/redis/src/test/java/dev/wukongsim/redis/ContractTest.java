package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.testkit.contract.TokenLedgerContract;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/**
 * One test of the ledger's contract, to be run by hand.
 *
 * @param subject the nested class it is in
 */
record ContractTest(String subject, String name) {

    /** Run it on a new ledger; throws what the test throws. */
    void run(Function<InstantSource, TokenLedger> ledger) throws Throwable {
        TokenLedgerContract contract = new TokenLedgerContract() {
            @Override
            protected TokenLedger create(InstantSource clock) {
                return ledger.apply(clock);
            }
        };
        Class<?> type = Class.forName(TokenLedgerContract.class.getName() + "$" + subject);
        Constructor<?> constructor = type.getDeclaredConstructor(TokenLedgerContract.class);
        constructor.setAccessible(true);
        Object tests = constructor.newInstance(contract);
        prepare(type, tests);
        invoke(tests, type.getSuperclass().getDeclaredMethod(name));
    }

    /** From the top of the hierarchy down. */
    private static void prepare(Class<?> type, Object tests) throws Throwable {
        if (type != Object.class) {
            prepare(type.getSuperclass(), tests);
            Stream<Method> before = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(BeforeEach.class));
            for (Method method : before.toList()) {
                invoke(tests, method);
            }
        }
    }

    private static void invoke(Object tests, Method method) throws Throwable {
        method.setAccessible(true);
        try {
            method.invoke(tests);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
