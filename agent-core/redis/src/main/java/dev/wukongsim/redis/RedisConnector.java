package dev.wukongsim.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to a single Redis, to the primary that a Sentinel names, or to a Cluster. A connection that breaks
 * stays broken and sends nothing twice.
 */
final class RedisConnector implements AutoCloseable {

    private static final int OLDEST = 7;

    static {
        withoutFlightRecorder("io.lettuce.core.jfr");
        withoutFlightRecorder("io.netty.jfr.enabled");
    }

    /** An open connection and what is said over it. */
    record Connection(StatefulConnection<String, String> line, RedisClusterAsyncCommands<String, String> commands) {}

    private final RedisURI uri;
    private final RedisTrouble trouble;
    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
            .nettyCustomizer(new SharedFlushes())
            .build();
    private final RedisClient client;
    private @Nullable RedisClusterClient cluster;

    RedisConnector(RedisURI uri, BooleanSupplier diskIsFull) {
        this.uri = uri;
        this.trouble = new RedisTrouble(uri, diskIsFull);
        this.client = new LightRedisClient(resources, uri);
        client.setOptions(configured(ClientOptions.builder()));
    }

    /** To start the flight recorder for its events takes longer than to connect; who wants them sets the property. */
    private static void withoutFlightRecorder(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }

    RedisTrouble trouble() {
        return trouble;
    }

    /**
     * Connect, and check that it is a Redis with Functions. For one thread at a time.
     *
     * @throws RedisUnavailableException if it is not, or cannot be reached
     */
    Connection connect() {
        try {
            return cluster == null ? connectToServer() : connectToCluster(cluster);
        } catch (RedisException | CompletionException e) {
            throw trouble.explain(e);
        }
    }

    private Connection connectToServer() {
        StatefulRedisConnection<String, String> line =
                client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture().join();
        try {
            Map<String, String> server =
                    facts(line.async().info("server").toCompletableFuture().join());
            check(server);
            if (!"cluster".equals(server.get("redis_mode"))) {
                return new Connection(line, line.async());
            }
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
        line.close();
        cluster = RedisClusterClient.create(resources, uri);
        cluster.setOptions((ClusterClientOptions) configured(ClusterClientOptions.builder()));
        return connectToCluster(cluster);
    }

    private static Connection connectToCluster(RedisClusterClient cluster) {
        cluster.refreshPartitionsAsync().toCompletableFuture().join();
        StatefulRedisClusterConnection<String, String> line =
                cluster.connectAsync(StringCodec.UTF8).join();
        return new Connection(line, line.async());
    }

    private void check(Map<String, String> server) {
        String version = server.get("redis_version");
        if (version == null) {
            throw trouble.stranger(null);
        }
        if (Integer.parseInt(version.split("\\.", 2)[0]) < OLDEST) {
            throw trouble.tooOld(version);
        }
        if ("sentinel".equals(server.get("redis_mode"))) {
            throw trouble.sentinel();
        }
    }

    private static Map<String, String> facts(String information) {
        return information
                .lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private ClientOptions configured(ClientOptions.Builder options) {
        return options.autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(uri.getTimeout()).build())
                .timeoutOptions(TimeoutOptions.enabled())
                .build();
    }

    @Override
    public void close() {
        client.shutdown(0, 0, TimeUnit.MILLISECONDS);
        if (cluster != null) {
            cluster.shutdown(0, 0, TimeUnit.MILLISECONDS);
        }
        resources
                .shutdown(0, 0, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(uri.getTimeout().toMillis());
    }
}
