package dev.wukongsim.redis;

import org.jspecify.annotations.Nullable;

/**
 * A Redis cannot be used. The message names the Redis, the rule that is not kept and what to do; it never holds a
 * password.
 */
public final class RedisUnavailableException extends RuntimeException {

    private final String redis;

    /**
     * @param redis which one, such as {@code Redis 'redis://127.0.0.1:6379'}
     * @param rule what is wrong, as a predicate, such as {@code asks for a password}
     * @param remedy what to do, as an imperative
     */
    public RedisUnavailableException(String redis, String rule, String remedy, @Nullable Throwable cause) {
        super(redis + " " + rule + "; " + remedy, cause);
        this.redis = redis;
    }

    /** Which Redis, without its password. */
    public String redis() {
        return redis;
    }
}
