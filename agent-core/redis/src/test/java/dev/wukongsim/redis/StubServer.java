package dev.wukongsim.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Listens like a Redis and answers each command, known by its name, with raw bytes of our choice. */
final class StubServer implements AutoCloseable {

    private final ServerSocket socket;
    private final UnaryOperator<String> answers;

    StubServer(UnaryOperator<String> answers) {
        this.answers = answers;
        try {
            this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException e) {
                // The client or the test has had enough.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        for (String head = requests.readLine(); head != null; head = requests.readLine()) {
            int words = Integer.parseInt(head.substring(1));
            String command = "";
            for (int i = 0; i < words; i++) {
                requests.readLine();
                String word = requests.readLine();
                command = i == 0 ? word.toUpperCase(Locale.ROOT) : command;
            }
            client.getOutputStream().write(answers.apply(command).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
