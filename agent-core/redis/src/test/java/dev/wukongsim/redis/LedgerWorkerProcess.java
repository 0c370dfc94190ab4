package dev.wukongsim.redis;

import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.metering.SpooledLedger;
import dev.wukongsim.runtime.model.Usage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Another JVM that makes metered calls until it dies. */
final class LedgerWorkerProcess implements AutoCloseable {

    private static final Duration LEASE = Duration.ofMinutes(15);

    private final Process process;

    private LedgerWorkerProcess(Process process) {
        this.process = process;
    }

    /**
     * What the other JVM does: one call after the other, each told of on standard output once it is settled. After so
     * many it dies between the answer of the model and the settlement, without a word to anybody.
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        int calls = Integer.parseInt(arguments[2]);
        try (RedisStores stores = RedisStores.connect(arguments[0], "wukong")) {
            TokenLedger ledger = SpooledLedger.over(mortal(stores.ledger(), calls), folder);
            for (int call = 1; ; call++) {
                String id = "c-" + call;
                ledger.reserve(id, List.of("task:t-1", "organisation"), 1_000, 10, LEASE);
                ledger.dispatch(id);
                ledger.settle(id, Usage.of(100, call));
                System.out.println(id);
            }
        }
    }

    private static TokenLedger mortal(TokenLedger ledger, int settlements) {
        int[] left = {settlements};
        return (TokenLedger) Proxy.newProxyInstance(
                TokenLedger.class.getClassLoader(), new Class<?>[] {TokenLedger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("settle") && left[0]-- == 0) {
                        Runtime.getRuntime().halt(137);
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Start one that dies by itself after so many calls. */
    static LedgerWorkerProcess start(String redis, Path folder, int calls) throws IOException {
        return new LedgerWorkerProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LedgerWorkerProcess.class.getName(),
                        redis,
                        folder.toString(),
                        String.valueOf(calls))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Wait until it has settled so many calls. */
    void awaitSettled(int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            if (process.inputReader().readLine() == null) {
                throw new AssertionError("The worker died after " + i + " calls");
            }
        }
    }

    /** As {@code kill -9} does. Answers the calls that it has told of as settled and nobody has read yet. */
    List<String> kill() {
        process.toHandle().destroyForcibly();
        return remains();
    }

    /** Wait until it has died. Answers the calls that it has told of as settled and nobody has read yet. */
    List<String> remains() {
        List<String> settled = process.inputReader().lines().toList();
        process.onExit().join();
        return settled;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
