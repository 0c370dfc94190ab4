package dev.wukongsim.redis;

import dev.wukongsim.redis.RedisConnector.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that all threads use. When it is broken, the next thread that needs it connects anew; threads that
 * come meanwhile wait for the same attempt and share its outcome, so that nobody waits longer than one attempt takes.
 */
final class SharedConnection implements AutoCloseable {

    private final AtomicReference<@Nullable CompletableFuture<Connection>> attempt = new AtomicReference<>();
    private final RedisConnector connector;
    private volatile boolean closed;

    SharedConnection(RedisConnector connector) {
        this.connector = connector;
    }

    /**
     * The connection, which was open a moment ago.
     *
     * @throws RedisUnavailableException if there is none to be had
     */
    Connection get() {
        CompletableFuture<Connection> present = attempt.get();
        if (present != null && (!present.isDone() || isOpen(present))) {
            return outcome(present);
        }
        CompletableFuture<Connection> next = new CompletableFuture<>();
        if (!attempt.compareAndSet(present, next)) {
            return get();
        }
        if (present != null && !present.isCompletedExceptionally()) {
            present.join().line().close();
        }
        connect(next);
        return outcome(next);
    }

    /** Give up a connection that failed; nothing happens if somebody has done so before. */
    void drop(Connection broken) {
        CompletableFuture<Connection> present = attempt.get();
        if (present != null
                && present.isDone()
                && !present.isCompletedExceptionally()
                && present.join().equals(broken)
                && attempt.compareAndSet(present, null)) {
            broken.line().close();
        }
    }

    private void connect(CompletableFuture<Connection> next) {
        try {
            if (closed) {
                throw new IllegalStateException("The connection to Redis has been closed");
            }
            next.complete(connector.connect());
        } catch (RuntimeException e) {
            next.completeExceptionally(e);
        }
    }

    private static boolean isOpen(CompletableFuture<Connection> done) {
        return !done.isCompletedExceptionally() && done.join().line().isOpen();
    }

    private static Connection outcome(CompletableFuture<Connection> attempt) {
        try {
            return attempt.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        connector.close();
    }
}
