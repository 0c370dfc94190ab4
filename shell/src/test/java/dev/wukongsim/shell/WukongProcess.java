package dev.wukongsim.shell;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the real process, as a script would: no terminal, own working directory. */
record WukongProcess(int exitCode, String out, String err) {

    private static final int SECONDS = 60;

    static WukongProcess run(Path directory, String... arguments) throws Exception {
        return run(directory, Map.of(), "", arguments);
    }

    /** Something that happens while a process runs. */
    interface Moment {
        void await(Running running) throws IOException;
    }

    /**
     * Wait for a moment, bring the process to its end, and wait for it.
     *
     * @param end such as {@link Process#destroy()}, which sends the signal to terminate
     */
    static WukongProcess endAt(
            Moment moment, Consumer<Process> end, Path directory, Map<String, String> environment, String... arguments)
            throws Exception {
        try (Running running = start(directory, environment, arguments)) {
            moment.await(running);
            end.accept(running.process());
            return running.end();
        }
    }

    static WukongProcess run(Path directory, Map<String, String> environment, String input, String... arguments)
            throws Exception {
        try (Running running = start(directory, environment, arguments)) {
            try (var stdin = running.process().outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            return running.end();
        }
    }

    /** A port on which nobody listens. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** One that has not ended yet; closing kills it. */
    record Running(Process process, Path out, Path err) implements AutoCloseable {

        /** @param name such as {@code STOP} */
        void signal(String name) throws Exception {
            int exitCode = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (exitCode != 0 && process.isAlive()) {
                throw new IllegalStateException("Signal " + name + " cannot be sent");
            }
        }

        /** Wait until a text stands in what it says beside its output. */
        void awaitErr(String text) {
            await().atMost(SECONDS, TimeUnit.SECONDS)
                    .until(() -> Files.readString(err), written -> written.contains(text));
        }

        /** Wait for its end. */
        WukongProcess end() throws Exception {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("wukong did not end within " + SECONDS + " s");
            }
            return new WukongProcess(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    static Running start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        Path out = Files.createTempFile(directory, "process", ".out");
        Path err = Files.createTempFile(directory, "process", ".err");
        return new Running(start(directory, environment, out, err, arguments), out, err);
    }

    private static Process start(
            Path directory, Map<String, String> environment, Path out, Path err, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Wukong.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
