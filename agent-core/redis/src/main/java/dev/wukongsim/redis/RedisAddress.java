package dev.wukongsim.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Redis URLs: reading what a user wrote, and showing it without its password. */
final class RedisAddress {

    /** How long an answer may take, unless the URL says {@code ?timeout=…}. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Pattern URL = Pattern.compile("rediss?(-sentinel)?://[^/?#\\s]+([/?#][^@\\s]*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");

    private RedisAddress() {}

    /**
     * Read a URL. A password in which {@code /}, {@code ?} or {@code #} stand as they are would lose its end to the host;
     * such a URL is refused before any part of it is shown.
     */
    static RedisURI parse(String url) {
        if (!URL.matcher(url).matches()) {
            throw wrong();
        }
        try {
            RedisURI uri = RedisURI.create(url);
            if (uri.getSentinels().isEmpty() && !HOST.matcher(uri.getHost()).matches()) {
                throw wrong();
            }
            if (uri.getTimeout().equals(RedisURI.DEFAULT_TIMEOUT_DURATION)) {
                uri.setTimeout(TIMEOUT);
            }
            return uri;
        } catch (RuntimeException e) {
            throw wrong();
        }
    }

    /** Neither the text nor a cause goes into it: both may hold a password. */
    private static RedisUnavailableException wrong() {
        return new RedisUnavailableException(
                "The URL of a Redis",
                "must look like redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], rediss://… for TLS, or"
                        + " redis-sentinel://[PASSWORD@]HOST[:PORT][,…]#PRIMARY",
                "in a password write % @ / ? # as %25 %40 %2F %3F %23",
                null);
    }

    /** For people: without user and password. */
    static String shown(RedisURI uri) {
        if (!uri.getSentinels().isEmpty()) {
            return "redis-sentinel://"
                    + uri.getSentinels().stream()
                            .map(sentinel -> sentinel.getHost() + ":" + sentinel.getPort())
                            .collect(Collectors.joining(","))
                    + "#" + uri.getSentinelMasterId();
        }
        String database = uri.getDatabase() == 0 ? "" : "/" + uri.getDatabase();
        return (uri.isSsl() ? "rediss://" : "redis://") + uri.getHost() + ":" + uri.getPort() + database;
    }
}
