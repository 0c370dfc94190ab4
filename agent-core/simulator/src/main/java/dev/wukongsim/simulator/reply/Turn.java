package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the mocked model, and the requests it is for.
 *
 * <pre>{@code
 * Turn.call("directory.find", "{\"name\": \"王芳\"}").thinking("Who is that?").when(When.user("王芳"))
 * }</pre>
 *
 * @param when guards; null for the turn's position in the list
 * @param think sent before the answer as thinking
 * @param say the text
 * @param call tool calls, all in one answer
 * @param usage reported instead of what was counted
 * @param hostile whether it may call tools that the request does not offer
 */
public record Turn(
        @Nullable When when,
        @Nullable String think,
        @Nullable String say,
        List<Call> call,
        @Nullable UsageOverride usage,
        boolean hostile) {

    /**
     * A tool call.
     *
     * @param tool the tool's name, such as {@code directory.find}
     */
    public record Call(String tool, ObjectNode args) {
        public Call {
            requireNonNull(tool, "tool is null");
            args = requireNonNullElse(args, JsonNodeFactory.instance.objectNode());
        }
    }

    /** Figures to report instead of the counted ones; null where the counted one stands. */
    public record UsageOverride(
            @Nullable Long input,
            @Nullable Long output,
            @Nullable Long cachedInput,
            @Nullable Long reasoning) {}

    public Turn {
        call = List.copyOf(requireNonNullElse(call, List.of()));
    }

    /** A turn that says something. */
    public static Turn say(String text) {
        return new Turn(null, null, text, List.of(), null, false);
    }

    /**
     * A turn that calls a tool.
     *
     * @param args a JSON object
     */
    public static Turn call(String tool, String args) {
        return new Turn(null, null, null, List.of(new Call(tool, object(args))), null, false);
    }

    /** This turn with another tool call in the same answer. */
    public Turn andCall(String tool, String args) {
        List<Call> calls = Stream.concat(call.stream(), Stream.of(new Call(tool, object(args))))
                .toList();
        return new Turn(when, think, say, calls, usage, hostile);
    }

    public Turn thinking(String text) {
        return new Turn(when, text, say, call, usage, hostile);
    }

    public Turn when(When guards) {
        return new Turn(guards, think, say, call, usage, hostile);
    }

    public Turn reporting(UsageOverride figures) {
        return new Turn(when, think, say, call, figures, hostile);
    }

    /** This turn as a hijacked model would take it: it may call tools that it was not offered. */
    public Turn asHostile() {
        return new Turn(when, think, say, call, usage, true);
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalArgumentException("Arguments of a tool call must be a JSON object: " + json, e);
        }
    }
}
