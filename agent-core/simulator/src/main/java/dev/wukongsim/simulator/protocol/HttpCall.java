package dev.wukongsim.simulator.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request as it came in. */
public final class HttpCall {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final String method;
    private final String path;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param path with the query
     * @param headers the value of a header by its name, in whatever case; null if it is not there
     * @param body not copied
     */
    public HttpCall(String method, String path, Function<String, @Nullable String> headers, byte[] body) {
        this.method = requireNonNull(method, "method is null");
        this.path = requireNonNull(path, "path is null");
        this.headers = requireNonNull(headers, "headers is null");
        this.body = requireNonNull(body, "body is null");
    }

    public String method() {
        return method;
    }

    /** With the query. */
    public String path() {
        return path;
    }

    /** As it came; not to be changed. */
    public byte[] body() {
        return body;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name)).filter(value -> !value.isBlank());
    }

    /**
     * The body as JSON.
     *
     * @throws RefusedException if it is no JSON object
     */
    public JsonNode json() {
        JsonNode tree = tree();
        if (!tree.isObject()) {
            throw new RefusedException(ProviderError.invalidRequest("The request body must be a JSON object."));
        }
        return tree;
    }

    private JsonNode tree() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RefusedException(
                    ProviderError.invalidRequest("The request body is not valid JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
