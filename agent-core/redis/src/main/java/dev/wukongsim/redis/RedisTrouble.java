package dev.wukongsim.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.RedisProtocolException;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the client library throws into one sentence that says what to do.
 *
 * @param diskIsFull whether the disk under the data is full, as far as that can be known here
 */
record RedisTrouble(RedisURI uri, BooleanSupplier diskIsFull) {

    private static final String START = "check that it runs; without WUKONG_REDIS, each command starts an embedded one";
    private static final String NO_TLS = "check that it runs and its certificate, or write redis:// if it has no TLS";
    private static final String OTHER_URL = "set WUKONG_REDIS to the URL of a Redis 7.0 or newer";

    RedisUnavailableException explain(Throwable thrown) {
        Optional<RedisCommandExecutionException> refusal = find(thrown, RedisCommandExecutionException.class);
        return refusal.isPresent() ? refused(String.valueOf(refusal.get().getMessage()), thrown) : unreachable(thrown);
    }

    RedisUnavailableException tooOld(String version) {
        return trouble("is version " + version + " and has no Functions; they came with 7.0", OTHER_URL, null);
    }

    RedisUnavailableException sentinel() {
        return trouble("is a Sentinel and holds no data", "write redis-sentinel://HOST:PORT#PRIMARY instead", null);
    }

    RedisUnavailableException stranger(@Nullable Throwable cause) {
        return trouble("does not speak the Redis protocol", OTHER_URL, cause);
    }

    private RedisUnavailableException refused(String answer, Throwable cause) {
        String word = answer.split(" ", 2)[0];
        return switch (word) {
            case "NOAUTH" ->
                trouble("asks for a password", "write it into the URL, as in redis://:PASSWORD@HOST:PORT", cause);
            case "WRONGPASS" -> trouble("refuses the user or the password", "correct them in the URL", cause);
            case "NOPERM" ->
                trouble(
                        "does not allow its user all that is needed",
                        "give the user +@all on the tenant's keys",
                        cause);
            case "READONLY" ->
                trouble("is a replica", "use the URL of its primary, or redis-sentinel://HOST:PORT#PRIMARY", cause);
            case "LOADING" -> trouble("is still loading its data", "try again in a moment", cause);
            case "WRONGTYPE" ->
                trouble("holds another program's data under our keys", "use another database or tenant", cause);
            case "OOM", "MISCONF", "CLUSTERDOWN", "MASTERDOWN", "TRYAGAIN", "NOREPLICAS" ->
                trouble("cannot write (" + answer + ")", "mend it, then run again", cause);
            default -> refused(answer);
        };
    }

    /** Old servers repeat the arguments of a command that they do not know, and these may be a password. */
    private RedisUnavailableException refused(String answer) {
        return answer.contains("unknown command")
                ? trouble("does not know a command that Redis 7.0 has", OTHER_URL, null)
                : trouble("answers '" + answer + "'", "see its log", null);
    }

    private RedisUnavailableException unreachable(Throwable thrown) {
        if (find(thrown, RedisProtocolException.class).isPresent()) {
            return stranger(thrown);
        }
        if (find(thrown, UnknownHostException.class).isPresent()) {
            return trouble("has a host name that nobody knows", "correct the URL", thrown);
        }
        if (find(thrown, SSLException.class).isPresent()) {
            return trouble("and we cannot agree on TLS", NO_TLS, thrown);
        }
        if (find(thrown, RedisCommandTimeoutException.class).isPresent()
                || find(thrown, ConnectTimeoutException.class).isPresent()) {
            return trouble(
                    "did not answer within " + uri.getTimeout().toMillis() + " ms",
                    uri.isSsl() ? NO_TLS : START,
                    thrown);
        }
        if (diskIsFull.getAsBoolean()) {
            return trouble(
                    "has ended: the disk that holds its data is full", "make room there, then run again", thrown);
        }
        if (find(thrown, ConnectException.class).isPresent()) {
            return trouble("is not there: nobody listens", START, thrown);
        }
        return trouble("closed the connection", START, thrown);
    }

    private RedisUnavailableException trouble(String rule, String remedy, @Nullable Throwable cause) {
        return new RedisUnavailableException("Redis '" + RedisAddress.shown(uri) + "'", rule, remedy, cause);
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
