package dev.wukongsim.qwen;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Where a model is, and how to get in.
 *
 * @param baseUrl up to and including {@code /v1}; a slash at its end makes no difference
 * @param apiKey sent as a bearer token; never printed
 * @param timeout of one whole call, from the first byte sent to the last received
 */
public record Endpoint(URI baseUrl, String apiKey, Duration timeout) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    public Endpoint {
        requireNonNull(baseUrl, "baseUrl is null");
        requireNonNull(apiKey, "apiKey is null");
        requireNonNull(timeout, "timeout is null");
        if (!SCHEMES.contains(String.valueOf(baseUrl.getScheme())) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("Base URL '" + baseUrl
                    + "' must be an http or https address, such as https://dashscope.aliyuncs.com/compatible-mode/v1");
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("The API key for " + baseUrl + " is empty; set DASHSCOPE_API_KEY");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("Timeout must be positive, is " + timeout);
        }
        baseUrl = URI.create(baseUrl.toString().replaceFirst("/+$", ""));
    }

    @Override
    public String toString() {
        return "Endpoint[baseUrl=" + baseUrl + ", apiKey=***, timeout=" + timeout + "]";
    }
}
