package dev.wukongsim.qwen.wire;

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
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

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
            HttpResponse<BodyStream> response = http.send(onTheWire(request), info -> new BodyStream());
            try (BodyStream stream = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw refused(response, deadlines);
                }
                listener.onOpen(opened(response));
                new Exchange(stream, deadlines, listener).read(contentType(response));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.net.http.HttpRequest onTheWire(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(timeouts.firstByte())
                .POST(BodyPublishers.ofString(streams ? request.body() : PlainRequest.of(request.body())));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private ErrorAnswer refused(HttpResponse<BodyStream> response, Deadlines deadlines) throws InterruptedException {
        String text;
        try {
            text = WholeText.read(response.body(), deadlines, WholeText.LARGEST_ERROR);
        } catch (IOException | TimeoutException e) {
            text = "";
        }
        return new ErrorAnswer(
                response.statusCode(),
                text,
                RetryAfter.of(response.headers(), clock.instant()).orElse(null));
    }

    private static SuccessfulHttpResponse opened(HttpResponse<?> response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .build();
    }

    private static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
