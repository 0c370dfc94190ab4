package dev.wukongsim.qwen.wire;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.wukongsim.runtime.durable.CancelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries LangChain4j's streamed calls; an endpoint that cannot stream is asked for the answer in one piece, which then
 * arrives here as a stream of one. A call runs on the caller's thread from its first byte to its last, listener
 * included, so that interrupting this thread closes the connection at once. It throws what went wrong and never calls
 * the listener's {@code onError}. Thread-safe.
 */
public final class Transport implements HttpClient {

    private final java.net.http.HttpClient http;
    private final Timeouts timeouts;
    private final boolean streams;
    private final InstantSource clock;

    /**
     * A transport without calls.
     *
     * @param streams whether the endpoint is asked for streams
     * @param clock for an endpoint that says when to come back, and not what time it has
     */
    public Transport(Timeouts timeouts, boolean streams, InstantSource clock) {
        this.timeouts = timeouts;
        this.streams = streams;
        this.clock = clock;
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Refuses: every answer is read as a stream, however it comes. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("This transport carries streamed calls only");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Deadlines deadlines = new Deadlines(timeouts, System::nanoTime);
        try {
            Answer answer = send(onTheWire(request));
            try (BodyStream stream = answer.body()) {
                if (answer.info().statusCode() / 100 != 2) {
                    throw refused(answer, deadlines);
                }
                listener.onOpen(opened(answer.info()));
                new Exchange(stream, deadlines, listener).read(contentType(answer.info()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer whose headers have come. */
    private record Answer(ResponseInfo info, BodyStream body) {}

    /**
     * Send a request and wait for the headers of its answer. An answer that has begun is read to where it breaks off, even
     * if that is while it is handed over, where the JDK's client would forget what has come.
     */
    private Answer send(java.net.http.HttpRequest request) throws IOException, InterruptedException {
        AtomicReference<@Nullable Answer> begun = new AtomicReference<>();
        try {
            http.send(request, info -> {
                BodyStream body = new BodyStream();
                begun.set(new Answer(info, body));
                return body;
            });
        } catch (IOException e) {
            if (begun.get() == null || e instanceof HttpTimeoutException) {
                throw e;
            }
        }
        return requireNonNull(begun.get());
    }

    private java.net.http.HttpRequest onTheWire(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeouts.firstByte())
                .POST(BodyPublishers.ofString(streams ? request.body() : PlainRequest.of(request.body())));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private ErrorAnswer refused(Answer answer, Deadlines deadlines) throws InterruptedException {
        String text;
        try {
            text = WholeText.read(answer.body(), deadlines, WholeText.LARGEST_ERROR);
        } catch (IOException | TimeoutException e) {
            text = "";
        }
        return new ErrorAnswer(
                answer.info().statusCode(),
                text,
                RetryAfter.of(answer.info().headers(), clock.instant()).orElse(null));
    }

    private static SuccessfulHttpResponse opened(ResponseInfo info) {
        return SuccessfulHttpResponse.builder()
                .statusCode(info.statusCode())
                .headers(info.headers().map())
                .build();
    }

    private static String contentType(ResponseInfo info) {
        return info.headers().firstValue("Content-Type").orElse("");
    }
}
