package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.qwen.wire.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Where a model is, and how to get in.
 *
 * @param baseUrl up to and including {@code /v1}; a slash at its end makes no difference
 * @param apiKey sent as a bearer token; never printed
 */
public record Endpoint(URI baseUrl, String apiKey, Timeouts timeouts) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public Endpoint {
        requireNonNull(baseUrl, "baseUrl is null");
        requireNonNull(apiKey, "apiKey is null");
        requireNonNull(timeouts, "timeouts is null");
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
        baseUrl = URI.create(baseUrl.toString().replaceFirst("/+$", ""));
    }

    /**
     * An endpoint with the ordinary limits for the parts of a call.
     *
     * @param timeout of one whole call, from the first byte sent to the last received
     */
    public Endpoint(URI baseUrl, String apiKey, Duration timeout) {
        this(baseUrl, apiKey, Timeouts.within(timeout));
    }

    public Endpoint withTimeouts(Timeouts other) {
        return new Endpoint(baseUrl, apiKey, other);
    }

    @Override
    public String toString() {
        return "Endpoint[baseUrl=" + baseUrl + ", apiKey=***, timeouts=" + timeouts + "]";
    }
}
