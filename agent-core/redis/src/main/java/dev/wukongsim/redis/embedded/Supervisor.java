package dev.wukongsim.redis.embedded;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The small shell process, {@code supervise.sh}, that runs a server for as long as somebody holds its lifeline. */
final class Supervisor {

    /** Leaves the terminal's session, so that Ctrl-C reaches us and not the server. */
    private static final String DETACHED = """
            if command -v setsid >/dev/null; then exec setsid sh "$@"; fi
            exec perl -MPOSIX -e 'POSIX::setsid(); exec @ARGV' sh "$@"
            """;

    private static final String SCRIPT = "supervise.sh";

    private Supervisor() {}

    /** Start a server; it ends when the lifeline is closed. */
    static FileChannel start(DataFolder data, Path folder, Path binary) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", DETACHED, "sh", script(folder).toString(), folder.toString(), binary.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(data.log().toFile()));
        builder.environment().keySet().retainAll(Set.of("PATH"));
        Process process = builder.start();
        try (BufferedReader answers = process.inputReader();
                BufferedWriter orders = process.outputWriter()) {
            if (!"ready".equals(answers.readLine())) {
                throw data.failed("cannot be started");
            }
            FileChannel lifeline = lifeline(folder);
            orders.write("held\n");
            return lifeline;
        }
    }

    /** Hold the lifeline. Opened for reading too, because that does not wait for the other side. */
    static FileChannel lifeline(Path folder) throws IOException {
        return FileChannel.open(folder.resolve("lifeline"), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Whether there is a process with the number of this server's supervisor; after a power cut it may be another one. */
    static boolean mayRun(Path folder) throws IOException {
        Path file = folder.resolve("supervisor.pid");
        String pid = Files.exists(file) ? Files.readString(file).strip() : "";
        return !pid.isEmpty() && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static Path script(Path folder) throws IOException {
        Path file = folder.resolve(SCRIPT);
        try (InputStream script = Supervisor.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("Resource '" + SCRIPT + "' is not on the class path");
            }
            Files.copy(script, file);
            return file;
        }
    }
}
