package dev.wukongsim.shell.line;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C and the signal to terminate into an interrupt of one thread, for as long as this is open: what runs there
 * ends in its own way. A second signal ends the process at once.
 */
final class Interruption implements AutoCloseable {

    /** Of a process that a person or a signal cancelled. */
    static final int EXIT_CODE = 130;

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final Map<String, Object> previous = new TreeMap<>();
    private final AtomicBoolean happened = new AtomicBoolean();

    private Interruption() {}

    static Interruption ofThisThread() {
        Thread thread = Thread.currentThread();
        Interruption interruption = new Interruption();
        for (String signal : SIGNALS) {
            interruption.previous.put(signal, Signals.register(signal, () -> interruption.strike(thread)));
        }
        return interruption;
    }

    boolean happened() {
        return happened.get();
    }

    private void strike(Thread thread) {
        if (happened.getAndSet(true)) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        thread.interrupt();
    }

    /** Nobody listens any more; the thread is as if nothing had happened. */
    @Override
    public void close() {
        previous.forEach(Signals::unregister);
        if (happened()) {
            Thread.interrupted();
        }
    }
}
