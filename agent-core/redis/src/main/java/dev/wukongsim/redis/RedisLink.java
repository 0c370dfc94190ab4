package dev.wukongsim.redis;

import dev.wukongsim.redis.RedisConnector.Connection;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisAdvancedClusterAsyncCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a Redis, shared by all threads. A call takes effect at most once; if it fails with
 * {@link RedisUnavailableException}, nobody knows whether it did. The next call connects anew. An interrupt does not cut
 * a call off, which is short in any case, so that a cancelled task can still settle its books.
 */
final class RedisLink implements AutoCloseable {

    /** Something to say to a Redis. */
    @FunctionalInterface
    interface Command<T extends @Nullable Object>
            extends Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> {}

    private final FunctionLibrary library;
    private final RedisConnector connector;
    private final SharedConnection connection;

    private RedisLink(RedisConnector connector, FunctionLibrary library) {
        this.library = library;
        this.connector = connector;
        this.connection = new SharedConnection(connector);
    }

    /** Connect. */
    static RedisLink to(RedisURI uri) {
        return to(uri, () -> false);
    }

    /**
     * Connect.
     *
     * @param diskIsFull whether the disk under the data is full, as far as that can be known here
     */
    static RedisLink to(RedisURI uri, BooleanSupplier diskIsFull) {
        return to(new RedisConnector(uri, diskIsFull), FunctionLibrary.load());
    }

    /** Connect, to use these functions. */
    static RedisLink to(RedisURI uri, FunctionLibrary library) {
        return to(new RedisConnector(uri, () -> false), library);
    }

    private static RedisLink to(RedisConnector connector, FunctionLibrary library) {
        RedisLink link = new RedisLink(connector, library);
        try {
            link.connection.get();
            return link;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** Say one command and wait for the answer. */
    <T extends @Nullable Object> T call(Command<T> command) {
        Connection line = connection.get();
        try {
            return answer(line, command);
        } catch (RedisCommandExecutionException e) {
            throw failed(line, e);
        }
    }

    /** Call one of our functions; it changes everything it has to, or nothing. */
    Reply change(String function, List<String> keys, String... arguments) {
        String name = library.function(function);
        return function(commands ->
                commands.<List<String>>fcall(name, ScriptOutputType.MULTI, keys.toArray(String[]::new), arguments));
    }

    /** Call one of our functions that only reads. */
    Reply look(String function, List<String> keys, String... arguments) {
        String name = library.function(function);
        return function(commands -> commands.<List<String>>fcallReadOnly(
                name, ScriptOutputType.MULTI, keys.toArray(String[]::new), arguments));
    }

    private Reply function(Command<List<String>> function) {
        Connection line = connection.get();
        try {
            return new Reply(answer(line, function));
        } catch (RedisCommandExecutionException e) {
            if (!String.valueOf(e.getMessage()).contains("Function not found")) {
                throw failed(line, e);
            }
        }
        call(this::load);
        return new Reply(call(function));
    }

    private CompletionStage<?> load(RedisClusterAsyncCommands<String, String> commands) {
        return commands instanceof RedisAdvancedClusterAsyncCommands<String, String> cluster
                ? CompletableFuture.allOf(cluster.upstream()
                        .commands()
                        .functionLoad(library.code(), true)
                        .futures())
                : commands.functionLoad(library.code(), true);
    }

    private <T extends @Nullable Object> T answer(Connection line, Command<T> command) {
        try {
            return command.apply(line.commands()).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refusal) {
                throw refusal;
            }
            throw failed(line, e);
        } catch (CancellationException | RedisException e) {
            throw failed(line, e);
        }
    }

    private RedisUnavailableException failed(Connection broken, RuntimeException cause) {
        connection.drop(broken);
        return connector.trouble().explain(cause);
    }

    @Override
    public void close() {
        connection.close();
    }
}
