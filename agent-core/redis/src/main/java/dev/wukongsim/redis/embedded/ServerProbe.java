package dev.wukongsim.redis.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks to a server before there is a client: three words, in plain Redis protocol. */
record ServerProbe(ServerConfiguration server) {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final String STRANGER = "stranger";

    /** What came of a ping. */
    enum Answer {
        READY,
        /** It loads, ends or hangs. */
        BUSY,
        /** Nobody listens, or somebody who does not know the password and so is not our server. */
        NOBODY
    }

    Answer ping() {
        try {
            return switch (ask("PING")) {
                case "+PONG" -> Answer.READY;
                case STRANGER -> Answer.NOBODY;
                default -> Answer.BUSY;
            };
        } catch (ConnectException e) {
            return Answer.NOBODY;
        } catch (IOException e) {
            return Answer.BUSY;
        }
    }

    /** Tell it to end. What is acknowledged is on disk already. */
    void shutDown() {
        try {
            ask("SHUTDOWN NOSAVE");
        } catch (IOException e) {
            // It closes the connection instead of an answer.
        }
    }

    private String ask(String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), TIMEOUT_MILLIS);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            send(socket, "AUTH " + server.password());
            if (!"+OK".equals(answers.readLine())) {
                return STRANGER;
            }
            send(socket, command);
            return String.valueOf(answers.readLine());
        }
    }

    private static void send(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
