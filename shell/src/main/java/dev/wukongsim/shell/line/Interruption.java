package dev.wukongsim.shell.line;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C and the signal to terminate into an interrupt of one thread, for as long as this is open: what runs there
 * ends in its own way. Who is to terminate and has work under way may bring that to its end first. A second signal ends the
 * process at once.
 */
final class Interruption implements AutoCloseable {

    /** Of a process that a person or a signal cancelled. */
    static final int EXIT_CODE = 130;

    /** So long work may take to come to its end. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** So long the command may then take to say what came of it. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private final Map<String, Object> previous = new TreeMap<>();
    private final AtomicBoolean happened = new AtomicBoolean();
    private final Thread thread;
    private final StopRequest stop;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Interruption(Thread thread, StopRequest stop) {
        this.thread = thread;
        this.stop = stop;
    }

    static Interruption ofThisThread(StopRequest stop) {
        Interruption interruption = new Interruption(Thread.currentThread(), stop);
        interruption.on("INT", interruption.thread::interrupt);
        interruption.on("TERM", interruption::terminate);
        return interruption;
    }

    boolean happened() {
        return happened.get();
    }

    private void on(String signal, Runnable reaction) {
        previous.put(signal, Signals.register(signal, () -> strike(reaction)));
    }

    private void strike(Runnable reaction) {
        if (happened.getAndSet(true)) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        reaction.run();
    }

    private void terminate() {
        if (stop.ask()) {
            Thread.ofVirtual().start(this::interruptLater);
        } else {
            thread.interrupt();
        }
    }

    private void interruptLater() {
        try {
            stop.awaitEnd(GRACE);
            if (!closed.await(AFTERWARDS.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody listens any more; the thread is as if nothing had happened. */
    @Override
    public void close() {
        closed.countDown();
        previous.forEach(Signals::unregister);
        if (happened()) {
            Thread.interrupted();
        }
    }
}
