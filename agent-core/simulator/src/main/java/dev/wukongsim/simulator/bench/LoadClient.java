package dev.wukongsim.simulator.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The leanest client that still reads what it gets: one kept connection, the same request again and again, answers
 * parted by their headers. It is lean so that what is measured is the endpoint. For one thread.
 */
final class LoadClient implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final BufferedInputStream in;
    private final OutputStream out;
    private final byte[] request;
    private byte[] body = new byte[BUFFER];

    LoadClient(int port, String path, String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer sk-bench\r\nContent-Length: " + content.length + "\r\n\r\n";
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        request = new byte[bytes.length + content.length];
        System.arraycopy(bytes, 0, request, 0, bytes.length);
        System.arraycopy(content, 0, request, bytes.length, content.length);
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = socket.getOutputStream();
    }

    /**
     * Ask once, and read the whole answer.
     *
     * @return how many events it had; zero if it was no stream
     * @throws IOException if the answer is no success
     */
    int ask() throws IOException {
        out.write(request);
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("The endpoint answered '" + status + "'");
        }
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        return chunked ? chunks() : whole(length);
    }

    private int whole(int length) throws IOException {
        read(length);
        return 0;
    }

    private int chunks() throws IOException {
        int events = 0;
        int size;
        do {
            size = Integer.parseInt(line(), 16);
            read(size);
            events += ends(size);
            line();
        } while (size > 0);
        return events;
    }

    private void read(int length) throws IOException {
        if (body.length < length) {
            body = new byte[length];
        }
        if (in.readNBytes(body, 0, length) < length) {
            throw new EOFException("The endpoint cut an answer");
        }
    }

    /** Events end with a blank line; no chunk ends within one. */
    private int ends(int size) {
        int ends = 0;
        for (int i = 1; i < size; i++) {
            if (body[i] == '\n' && body[i - 1] == '\n') {
                ends++;
            }
        }
        return ends;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The endpoint closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
