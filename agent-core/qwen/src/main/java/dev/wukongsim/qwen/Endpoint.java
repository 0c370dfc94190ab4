package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.qwen.wire.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is, how to get in, and how to speak there.
 *
 * @param baseUrl up to and including {@code /v1}; a slash at its end makes no difference
 * @param apiKey sent as a bearer token; never printed
 * @param timeouts of a call that does not queue
 * @param dialect in which it is told about thinking
 * @param streams whether answers are asked for as streams, or else in one piece
 * @param tellsOrigin whether it is told whose call it is; for the mocked Qwen, as nobody else should know
 * @param burstWait how long a request may queue there when the rate rises too quickly, in whole seconds: 0 for not at all,
 *     or 3 to 120; null to say nothing
 */
public record Endpoint(
        URI baseUrl,
        String apiKey,
        Timeouts timeouts,
        Dialect dialect,
        boolean streams,
        boolean tellsOrigin,
        @Nullable Duration burstWait) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(3);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    public Endpoint {
        requireNonNull(baseUrl, "baseUrl is null");
        requireNonNull(apiKey, "apiKey is null");
        requireNonNull(timeouts, "timeouts is null");
        requireNonNull(dialect, "dialect is null");
        if (!SCHEMES.contains(String.valueOf(baseUrl.getScheme())) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("Base URL '" + baseUrl
                    + "' must be an http or https address, such as https://dashscope.aliyuncs.com/compatible-mode/v1");
        }
        if (baseUrl.getUserInfo() != null || baseUrl.getQuery() != null || baseUrl.getFragment() != null) {
            throw new IllegalArgumentException("The base URL at '" + baseUrl.getHost()
                    + "' must have no user, query or fragment; give the key by itself");
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("The API key for " + baseUrl + " is empty; set DASHSCOPE_API_KEY");
        }
        if (!apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("The API key for " + baseUrl
                    + " has a space, a line break or a letter that no key has; copy it again");
        }
        if (burstWait != null && !isWait(burstWait)) {
            throw new IllegalArgumentException("The wait for a burst at " + baseUrl + " is 0 s, or "
                    + SHORTEST_WAIT.toSeconds() + " to " + LONGEST_WAIT.toSeconds() + " whole seconds, not "
                    + burstWait);
        }
        baseUrl = URI.create(baseUrl.toString().replaceFirst("/+$", ""));
    }

    /** An endpoint that speaks as Qwen does, and streams. */
    public Endpoint(URI baseUrl, String apiKey, Timeouts timeouts) {
        this(baseUrl, apiKey, timeouts, Dialect.DASHSCOPE, true, false, null);
    }

    /**
     * An endpoint with the ordinary limits for the parts of a call, that speaks as Qwen does, and streams.
     *
     * @param timeout of one whole call, from the first byte sent to the last received
     */
    public Endpoint(URI baseUrl, String apiKey, Duration timeout) {
        this(baseUrl, apiKey, Timeouts.within(timeout));
    }

    public Endpoint withTimeouts(Timeouts other) {
        return new Endpoint(baseUrl, apiKey, other, dialect, streams, tellsOrigin, burstWait);
    }

    public Endpoint withDialect(Dialect other) {
        return new Endpoint(baseUrl, apiKey, timeouts, other, streams, tellsOrigin, burstWait);
    }

    /** An endpoint whose answers are asked for as streams, or else in one piece. */
    public Endpoint streamed(boolean inPieces) {
        return new Endpoint(baseUrl, apiKey, timeouts, dialect, inPieces, tellsOrigin, burstWait);
    }

    /** An endpoint that is told whose call it is, in the headers {@code X-Wukong-Agent}, {@code -Task} and {@code -Step}. */
    public Endpoint tellingOrigin() {
        return new Endpoint(baseUrl, apiKey, timeouts, dialect, streams, true, burstWait);
    }

    /**
     * An endpoint at which requests may queue instead of being refused when the rate rises too quickly. Calls may take
     * longer by this time.
     *
     * @param longest 0 to be refused at once, or 3 to 120 whole seconds
     */
    public Endpoint queueing(Duration longest) {
        return new Endpoint(baseUrl, apiKey, timeouts, dialect, streams, tellsOrigin, longest);
    }

    /** How long a request may queue, if the endpoint is to be told. */
    Optional<Duration> queue() {
        return Optional.ofNullable(burstWait);
    }

    /** The limits of a call as it is made: with the time in a queue, and without one for the first byte of a plain answer. */
    Timeouts callTimeouts() {
        Timeouts longer = timeouts.longerBy(queue().orElse(Duration.ZERO));
        return streams ? longer : longer.unstreamed();
    }

    private static boolean isWait(Duration time) {
        return time.isZero()
                || (time.compareTo(SHORTEST_WAIT) >= 0
                        && time.compareTo(LONGEST_WAIT) <= 0
                        && time.equals(time.truncatedTo(ChronoUnit.SECONDS)));
    }

    @Override
    public String toString() {
        return "Endpoint[baseUrl=" + baseUrl + ", apiKey=***, timeouts=" + timeouts + ", dialect=" + dialect
                + ", streams=" + streams + ", tellsOrigin=" + tellsOrigin + ", burstWait=" + burstWait + "]";
    }
}
