package dev.wukongsim.redis.embedded;

import dev.wukongsim.redis.embedded.ServerProbe.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A server that answers, and that stays until {@link #letGo}. */
record RunningServer(Path folder, ServerConfiguration configuration, FileChannel lifeline) {

    private static final Duration LOADING = Duration.ofSeconds(60);
    private static final Duration PROMPT = Duration.ofMillis(500);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;

    /** The server of this data folder, unless there is none; what an ended one left is removed. */
    static Optional<RunningServer> join(DataFolder data) throws IOException {
        for (Path folder : data.serverFolders()) {
            Optional<RunningServer> joined = join(data, folder);
            if (joined.isPresent()) {
                return joined;
            }
            bury(data, folder);
        }
        return Optional.empty();
    }

    private static Optional<RunningServer> join(DataFolder data, Path folder) throws IOException {
        try {
            if (!Supervisor.mayRun(folder)) {
                return Optional.empty();
            }
            ServerConfiguration configuration = ServerConfiguration.read(folder);
            RunningServer server = new RunningServer(folder, configuration, Supervisor.lifeline(folder));
            if (server.isWelcome()) {
                return Optional.of(server.ready(data));
            }
            server.letGo();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether the supervisor has noticed that somebody more holds the lifeline; it does not if it is about to end. */
    private boolean isWelcome() throws IOException {
        String guest = UUID.randomUUID().toString();
        Path joined = folder.resolve("joined-" + guest);
        BooleanSupplier answered = () -> Files.exists(joined) || !Files.exists(folder);
        lifeline.write(ByteBuffer.wrap((guest + "\n").getBytes(StandardCharsets.US_ASCII)));
        if (!Patience.await(PROMPT, answered) && new ServerProbe(configuration).ping() != Answer.NOBODY) {
            Patience.await(ENDING, answered);
        }
        return Files.deleteIfExists(joined);
    }

    /** End a server that nobody looks after any more, and remove its folder. */
    private static void bury(DataFolder data, Path folder) throws IOException {
        try {
            ServerProbe probe = new ServerProbe(ServerConfiguration.read(folder));
            if (probe.ping() != Answer.NOBODY) {
                probe.shutDown();
            }
            if (!Patience.await(ENDING, () -> probe.ping() == Answer.NOBODY)) {
                throw data.failed("has a server that neither answers nor ends");
            }
        } catch (NoSuchFileException e) {
            // It removes its folder itself, as its last act.
        }
        data.remove(folder);
    }

    static RunningServer start(DataFolder data, Path binary) throws IOException {
        Files.deleteIfExists(data.log());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Path folder = data.newServer();
            ServerConfiguration configuration = ServerConfiguration.random();
            configuration.write(folder, data);
            RunningServer server = new RunningServer(folder, configuration, Supervisor.start(data, folder, binary));
            if (server.answers()) {
                return server;
            }
            server.letGo();
        }
        throw data.failed("does not start");
    }

    private RunningServer ready(DataFolder data) {
        if (!answers()) {
            letGo();
            throw data.failed("does not answer");
        }
        return this;
    }

    /** Wait until it has loaded its data; false if it ends before. */
    private boolean answers() {
        ServerProbe probe = new ServerProbe(configuration);
        return Patience.await(LOADING, () -> probe.ping() == Answer.READY || !Files.exists(folder))
                && Files.exists(folder);
    }

    void letGo() {
        try {
            lifeline.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean awaitEnd(Duration atMost) {
        return Patience.await(atMost, () -> !Files.exists(folder));
    }
}
