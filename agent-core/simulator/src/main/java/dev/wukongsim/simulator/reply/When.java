package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.wukongsim.runtime.model.WireNames;
import dev.wukongsim.simulator.reply.Subject.Part;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which requests a turn is for. All guards that are there must hold.
 *
 * <pre>{@code
 * When.turn(2).and(When.agent("auditor")).and(When.toolResult("budget.check", "\"remaining\""))
 * }</pre>
 *
 * Guards on a text want it to be contained, with upper and lower case as written. Two are equal if they have equal guards, in
 * whatever order.
 */
public final class When {

    private final List<Guard> guards;

    private When(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    /** For the answer with this number in the conversation: 1 + the number of assistant messages. */
    public static When turn(int number) {
        return is(Part.TURN, String.valueOf(number));
    }

    /** For the answer with this number since the last user message, for talks whose turns come in any order. */
    public static When round(int number) {
        return is(Part.ROUND, String.valueOf(number));
    }

    /** For requests of this agent; only callers who send {@code X-Wukong-Agent} have a name. */
    public static When agent(String name) {
        return is(Part.AGENT, name);
    }

    /** For requests of this step of a task; only callers who send {@code X-Wukong-Step} name one. */
    public static When step(String name) {
        return is(Part.STEP, name);
    }

    public static When model(String name) {
        return is(Part.MODEL, name);
    }

    public static When system(String text) {
        return contains(Part.SYSTEM, text);
    }

    /** Text in the last user message. */
    public static When user(String text) {
        return contains(Part.USER, text);
    }

    /** Text in the last message, whatever its role. */
    public static When lastMessage(String text) {
        return contains(Part.LAST_MESSAGE, text);
    }

    /** Text in the last tool message. */
    public static When toolResult(String text) {
        return contains(Part.TOOL_RESULT, text);
    }

    /** Text in a result of this tool since the last answer, for calls that were made side by side. */
    public static When toolResult(String tool, String text) {
        return contains(new Subject.ResultOf(tool), text);
    }

    /** For requests that offer this tool. */
    public static When offered(String tool) {
        return is(new Subject.Offered(), WireNames.toWire(tool));
    }

    /**
     * For requests with this value at a JSON path; numbers and the like as they stand in JSON.
     *
     * @throws IllegalArgumentException if the path is none
     */
    public static When jsonPath(String path, String value) {
        return is(new Subject.AtPath(BodyPath.of(path)), value);
    }

    /** Like {@link #jsonPath}, for a value that contains a text. */
    public static When jsonPathContains(String path, String text) {
        return contains(new Subject.AtPath(BodyPath.of(path)), text);
    }

    /**
     * Like {@link #jsonPath}, for a value with a part that a regular expression describes: one of RE2, which knows neither
     * back-references nor look-around, and is never slow.
     */
    public static When jsonPathMatches(String path, String expression) {
        try {
            return of(new Guard.Matches(new Subject.AtPath(BodyPath.of(path)), Pattern.compile(expression)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression of RE2: " + e.getMessage(), e);
        }
    }

    /**
     * For requests of which Java says so.
     *
     * @param description of what it wants, for the message if nothing matches
     */
    public static When that(String description, Predicate<Question> predicate) {
        requireNonNull(description, "description is null");
        return of(new Guard.Says(description, requireNonNull(predicate, "predicate is null")));
    }

    static When of(Guard... guards) {
        return new When(List.of(guards));
    }

    /** Both these guards and those. */
    public When and(When others) {
        return new When(Stream.concat(guards.stream(), others.guards.stream()).toList());
    }

    List<Guard> guards() {
        return guards;
    }

    private static When is(Subject subject, String value) {
        return of(new Guard.Is(subject, requireNonNull(value, "value is null")));
    }

    private static When contains(Subject subject, String text) {
        return of(new Guard.Contains(subject, requireNonNull(text, "text is null")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof When that && new HashSet<>(guards).equals(new HashSet<>(that.guards));
    }

    @Override
    public int hashCode() {
        return new HashSet<>(guards).hashCode();
    }

    @Override
    public String toString() {
        return guards.toString();
    }
}
