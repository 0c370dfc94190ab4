package dev.wukongsim.shell;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before another endpoint, and leaves one of its requests without an answer. */
final class HangingEndpoint implements AutoCloseable {

    private static final int SECONDS = 30;

    private final URI target;
    private final int silentAt;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch silent = new CountDownLatch(1);

    HangingEndpoint(URI target, int silentAt) throws IOException {
        this.target = target;
        this.silentAt = silentAt;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + target.getPath();
    }

    /** Returns when the request is there that gets no answer. */
    void awaitSilence() {
        try {
            if (!silent.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Only " + requests + " requests came in " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (requests.incrementAndGet() == silentAt) {
            silent.countDown();
            return;
        }
        HttpResponse<byte[]> answer = ask(exchange, body);
        answer.headers()
                .firstValue("content-type")
                .ifPresent(type -> exchange.getResponseHeaders().set("content-type", type));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        try (exchange) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .header("content-type", "application/json")
                .header("authorization", exchange.getRequestHeaders().getFirst("authorization"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
