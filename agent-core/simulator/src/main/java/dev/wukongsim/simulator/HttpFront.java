package dev.wukongsim.simulator;

import com.github.tomakehurst.wiremock.http.Response;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wukongsim.simulator.fault.ProviderError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Real HTTP in front of a WireMock that has none: one virtual thread for each request. */
final class HttpFront implements AutoCloseable {

    static final int LARGEST_BODY = 16 * 1024 * 1024;

    private static final int WAITING_CONNECTIONS = 4_096;

    static {
        // The server reads these once. Without them each event waits for the one before to be acknowledged, and a
        // connection above the 200th, or one that was quiet for 30 s, is closed under the client's hands.
        setDefault("sun.net.httpserver.nodelay", "true");
        setDefault("sun.net.httpserver.maxIdleConnections", String.valueOf(WAITING_CONNECTIONS));
        setDefault("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<WireMockCore> core;
    private final ResponseWriter writer;

    private HttpFront(HttpServer server, Supplier<WireMockCore> core, ResponseWriter writer) {
        this.server = server;
        this.core = core;
        this.writer = writer;
    }

    /**
     * Listen on the loopback address only.
     *
     * @throws PortInUseException if somebody else listens on the port
     */
    static HttpFront start(int port, Supplier<WireMockCore> core, ResponseWriter writer) throws IOException {
        HttpFront front = new HttpFront(listen(port), core, writer);
        front.server.createContext("/", front::handle);
        front.server.setExecutor(front.threads);
        front.server.start();
        return front;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING_CONNECTIONS);
        } catch (BindException e) {
            throw new PortInUseException(port, e);
        }
    }

    /** Whatever is thrown out of here makes the server cut the connection, with no end to what was sent so far. */
    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            writer.write(ProviderError.tooLarge(LARGEST_BODY), exchange);
        } else {
            answer(exchange, body);
        }
        exchange.close();
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        Response response;
        try {
            response = core.get().answer(FrontRequest.of(exchange, body));
        } catch (RuntimeException e) {
            writer.write(ProviderError.ofMock(500, "mock_failed", String.valueOf(e)), exchange);
            return;
        }
        writer.write(response, exchange);
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
