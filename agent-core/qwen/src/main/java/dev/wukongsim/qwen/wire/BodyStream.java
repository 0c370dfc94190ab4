package dev.wukongsim.qwen.wire;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The bytes of an answer as they come, read by one thread that never waits longer than it wants to. */
final class BodyStream implements BodySubscriber<BodyStream>, AutoCloseable {

    /** Parts that may wait here before the endpoint has to. */
    private static final int AHEAD = 16;

    private sealed interface Signal {

        record Bytes(List<ByteBuffer> buffers) implements Signal {}

        record End() implements Signal {}

        record Failed(Throwable failure) implements Signal {}
    }

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * The next bytes.
     *
     * @return empty at the end
     * @throws TimeoutException if none come in time
     * @throws IOException if the connection broke
     */
    List<ByteBuffer> next(Duration limit) throws IOException, TimeoutException, InterruptedException {
        Signal signal = signals.poll(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        return switch (signal) {
            case null -> throw new TimeoutException();
            case Signal.Bytes bytes -> {
                subscription.join().request(1);
                yield bytes.buffers();
            }
            case Signal.End end -> {
                signals.add(end);
                yield List.of();
            }
            case Signal.Failed failed -> throw new IOException("the answer broke off", failed.failure());
        };
    }

    /** Let go of the connection: it is closed if the answer has not come to its end. */
    @Override
    public void close() {
        closed = true;
        if (subscription.isDone()) {
            subscription.join().cancel();
        }
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription open) {
        subscription.complete(open);
        if (closed) {
            open.cancel();
        } else {
            open.request(AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Bytes(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal.Failed(failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }
}
