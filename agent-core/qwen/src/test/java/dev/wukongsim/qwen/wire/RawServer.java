package dev.wukongsim.qwen.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers each connection's first request with exactly the bytes that a test wants, or with none. */
public final class RawServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");

    private final ServerSocket socket;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> goodbyes = new LinkedBlockingQueue<>();

    /** What happens on a connection after the request was read. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Socket connection) throws IOException;
    }

    private RawServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** A server on a port of its own. */
    public static RawServer start(Behaviour behaviour) {
        try {
            RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(() -> server.serve(behaviour));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that streams these events as they are and closes the connection. */
    public static RawServer streaming(byte[] stream) {
        return start(connection -> {
            write(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            connection.getOutputStream().write(stream);
        });
    }

    /** A server that answers with a body of a known length. */
    public static RawServer answering(String statusAndHeaders, String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return start(connection -> {
            write(connection, "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            connection.getOutputStream().write(bytes);
        });
    }

    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(UTF_8));
        connection.getOutputStream().flush();
    }

    /** Wait until the client closes the connection, and remember that it did. */
    public void waitForGoodbye(Socket connection) {
        try {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A reset is a goodbye, too.
        }
        goodbyes.add(true);
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    /** The next request as it came, headers and body. */
    public String request() throws InterruptedException {
        return requests.take();
    }

    /** Wait until a client has closed its connection. */
    public void goodbye() throws InterruptedException {
        goodbyes.take();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Behaviour behaviour) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection, behaviour));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            requests.add(readRequest(connection.getInputStream()));
            behaviour.answer(connection);
        } catch (IOException e) {
            // The client went first.
        }
    }

    private static String readRequest(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request broke off");
            }
            head.write(next);
        }
        Matcher length = LENGTH.matcher(head.toString(ISO_8859_1).toLowerCase(Locale.ROOT));
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return head.toString(ISO_8859_1) + new String(body, UTF_8);
    }
}
