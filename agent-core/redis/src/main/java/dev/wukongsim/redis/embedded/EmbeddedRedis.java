package dev.wukongsim.redis.embedded;

import dev.wukongsim.redis.RedisUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A redis-server of our own, with its data in a folder. Several processes may open the same folder; they share one
 * server, which ends as soon as the last of them has closed it or has died, even by {@code kill -9}. A write that was
 * acknowledged is on disk. On Linux and macOS. Keep the object as long as the server is needed.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.open(Path.of(".wukong/redis"));
 *         RedisStores stores = RedisStores.connect(redis.uri(), "wukong")) {
 *     …
 * }
 * }</pre>
 */
public final class EmbeddedRedis implements AutoCloseable {

    private final DataFolder data;
    private final RunningServer server;

    private EmbeddedRedis(DataFolder data, RunningServer server) {
        this.data = data;
        this.server = server;
    }

    /**
     * Join the server of this folder, or start one. Blocks until it answers.
     *
     * @param dataFolder is made if it does not exist
     * @throws RedisUnavailableException if there can be no server here; the message says why and what to do
     */
    public static EmbeddedRedis open(Path dataFolder) {
        return open(dataFolder, Platform.current(), System.getenv());
    }

    static EmbeddedRedis open(Path dataFolder, Platform platform, Map<String, String> environment) {
        platform.requireSupported();
        DataFolder folder = DataFolder.at(dataFolder);
        try {
            return new EmbeddedRedis(folder, folder.lock().hold(() -> server(folder, platform, environment)));
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    private static RunningServer server(DataFolder folder, Platform platform, Map<String, String> environment)
            throws IOException {
        Optional<RunningServer> running = RunningServer.join(folder);
        return running.isPresent()
                ? running.get()
                : RunningServer.start(folder, RedisBinary.find(folder, platform, environment));
    }

    /** Where the server answers, with its password: do not show it. */
    public String uri() {
        return server.configuration().uri();
    }

    /** Whether the disk under the data is full; a server whose disk is full ends at the next write. */
    public boolean isDiskFull() {
        return data.isFull();
    }

    /** Where the server answers, without its password. */
    @Override
    public String toString() {
        return server.configuration().toString();
    }

    /** Let go of the server, and wait for nothing. Connections to it should be closed before. */
    @Override
    public void close() {
        server.letGo();
    }

    /**
     * Let go of the server and wait until it has ended.
     *
     * @return whether it has; not if somebody else uses it
     */
    public boolean closeAndWait(Duration atMost) {
        server.letGo();
        return server.awaitEnd(atMost);
    }
}
