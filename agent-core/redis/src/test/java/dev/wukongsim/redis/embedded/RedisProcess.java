package dev.wukongsim.redis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A redis-server without our supervision, for tests of what we do not control: other people's servers. */
public final class RedisProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Start one on a free port with these arguments, such as {@code --requirepass secret}; it saves nothing. */
    public static RedisProcess start(Path folder, String... arguments) {
        return start(folder, freePort(), arguments);
    }

    public static RedisProcess start(Path folder, int port, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(binary(folder).toString()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("--port", String.valueOf(port), "--dir", folder.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("process-" + port + ".log").toFile())
                    .start();
            RedisProcess started = new RedisProcess(process, port);
            if (!Patience.await(Duration.ofSeconds(10), () -> listening(port))) {
                started.close();
                throw new IllegalStateException("redis-server does not listen, see its log in " + folder);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try {
            return ServerConfiguration.random().port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Say something to it over a connection of its own, in a line. */
    public String ask(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ask again until the answer holds this text. */
    public void awaitAnswer(String command, String text) {
        if (!Patience.await(Duration.ofSeconds(20), () -> ask(command).contains(text))) {
            throw new AssertionError("'" + command + "' is never answered with '" + text + "': " + ask(command));
        }
    }

    static boolean listening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path binary(Path folder) throws IOException {
        return RedisBinary.find(DataFolder.at(folder), Platform.current(), Map.of());
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Stop it where it stands; it listens on, and answers nothing. */
    public void freeze() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
