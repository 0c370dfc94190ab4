package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.QwenJson;
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
 * @param template whether what it says is filled in from the request
 * @param times how often it answers in a lane before the next turn with the same guards does; null for any number
 * @param finish finish reason to report; null for the one that follows from the answer
 */
public record Turn(
        @Nullable When when,
        @Nullable String think,
        @Nullable String say,
        List<Call> call,
        @Nullable UsageOverride usage,
        boolean hostile,
        boolean template,
        @Nullable Integer times,
        @Nullable String finish) {

    /**
     * A tool call.
     *
     * @param tool the tool's name, such as {@code directory.find}
     * @param arguments as the model writes them: a JSON object, unless it plays a model that cannot write one
     */
    public record Call(String tool, String arguments) {
        public Call {
            requireNonNull(tool, "tool is null");
            requireNonNull(arguments, "arguments is null");
        }

        /** A call with these arguments, written as a model does. */
        public Call(String tool, ObjectNode arguments) {
            this(tool, QwenJson.write(arguments));
        }
    }

    /** Figures to report instead of the counted ones; null where the counted one stands. */
    public record UsageOverride(
            @Nullable Long input,
            @Nullable Long output,
            @Nullable Long cachedInput,
            @Nullable Long cacheWrite,
            @Nullable Long reasoning) {

        /** Figures for a request that writes nothing to the cache. */
        public UsageOverride(
                @Nullable Long input, @Nullable Long output, @Nullable Long cachedInput, @Nullable Long reasoning) {
            this(input, output, cachedInput, null, reasoning);
        }
    }

    public Turn {
        call = List.copyOf(requireNonNullElse(call, List.of()));
        if (times != null && times < 1) {
            throw new IllegalArgumentException("A turn answers at least once, not " + times + " times");
        }
    }

    /** A turn that says something. */
    public static Turn say(String text) {
        return new Turn(null, null, text, List.of(), null, false, false, null, null);
    }

    /**
     * A turn that calls a tool.
     *
     * @param args a JSON object
     */
    public static Turn call(String tool, String args) {
        return new Turn(null, null, null, List.of(new Call(tool, object(args))), null, false, false, null, null);
    }

    /** This turn with another tool call in the same answer. */
    public Turn andCall(String tool, String args) {
        return calling(Stream.concat(call.stream(), Stream.of(new Call(tool, object(args))))
                .toList());
    }

    /** This turn with these tool calls instead of its own. */
    Turn calling(List<Call> calls) {
        return new Turn(when, think, say, calls, usage, hostile, template, times, finish);
    }

    /** This turn with this text instead of its own. */
    Turn saying(@Nullable String text) {
        return new Turn(when, think, text, call, usage, hostile, template, times, finish);
    }

    public Turn thinking(@Nullable String text) {
        return new Turn(when, text, say, call, usage, hostile, template, times, finish);
    }

    public Turn when(When guards) {
        return new Turn(guards, think, say, call, usage, hostile, template, times, finish);
    }

    public Turn reporting(UsageOverride figures) {
        return new Turn(when, think, say, call, figures, hostile, template, times, finish);
    }

    /** This turn as a hijacked model would take it: it may call tools that it was not offered. */
    public Turn asHostile() {
        return new Turn(when, think, say, call, usage, true, template, times, finish);
    }

    /** This turn with what stands between double braces filled in from the request. */
    public Turn asTemplate() {
        return new Turn(when, think, say, call, usage, hostile, true, times, finish);
    }

    /** This turn for so many requests of a lane; then the next turn with the same guards answers. */
    public Turn times(int number) {
        return new Turn(when, think, say, call, usage, hostile, template, number, finish);
    }

    /**
     * What it is for.
     *
     * @param position in the list, from 1, which is the turn it answers if it has no guards
     */
    When guards(int position) {
        return when == null ? When.turn(position) : when;
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalArgumentException("Arguments of a tool call must be a JSON object: " + json, e);
        }
    }
}
