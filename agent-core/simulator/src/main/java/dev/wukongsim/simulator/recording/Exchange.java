package dev.wukongsim.simulator.recording;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request and what a model said to it, without secrets.
 *
 * @param hash of the request
 * @param request in its canonical form
 */
public record Exchange(String hash, ObjectNode request, Answer answer) {

    /**
     * What the model said.
     *
     * @param finish {@code stop}, {@code length}, {@code tool_calls} or {@code content_filter}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Answer(
            @Nullable String thinking, @Nullable String text, List<Call> calls, Tokens usage, String finish) {
        public Answer {
            calls = List.copyOf(requireNonNullElse(calls, List.of()));
        }
    }

    /** A tool call, with its arguments as the model wrote them. */
    public record Call(String tool, String arguments) {}

    /** What the endpoint reported. */
    public record Tokens(long input, long cachedInput, long cacheWrite, long output, long reasoning) {}

    public CanonicalRequest canonical() {
        return new CanonicalRequest(hash, request);
    }
}
