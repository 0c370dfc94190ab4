package dev.wukongsim.simulator.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a turn is for. All guards that are there must hold.
 *
 * @param turn 1 + the number of assistant messages in the request
 * @param round 1 + the number of assistant messages since the last user message, for talks whose turns come in any order
 * @param user text contained in the last user message
 * @param toolResult text contained in the last tool message
 */
public record When(
        @Nullable Integer turn,
        @Nullable Integer round,
        @Nullable String user,
        @Nullable String toolResult) {

    private static final int EXCERPT = 120;

    public static When turn(int number) {
        return new When(number, null, null, null);
    }

    public static When user(String text) {
        return new When(null, null, text, null);
    }

    public static When toolResult(String text) {
        return new When(null, null, null, text);
    }

    /** What keeps these guards from holding, one sentence each; empty if they hold. */
    List<String> differences(Question question) {
        List<String> differences = new ArrayList<>();
        if (turn != null && turn != question.turn()) {
            differences.add("it is for turn " + turn + ", not " + question.turn());
        }
        if (round != null && round != question.round()) {
            differences.add("it is for round " + round + " of a user message, not " + question.round());
        }
        if (user != null && !question.user().contains(user)) {
            differences.add("it wants \"" + user + "\" in the last user message, which is " + excerpt(question.user()));
        }
        if (toolResult != null && !question.toolResult().contains(toolResult)) {
            differences.add("it wants \"" + toolResult + "\" in the last tool result, which is "
                    + excerpt(question.toolResult()));
        }
        return differences;
    }

    /** How many turns these guards are away from a question; zero if they do not say. */
    int distance(Question question) {
        return turn == null ? 0 : Math.abs(turn - question.turn());
    }

    private static String excerpt(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        String line = text.replaceAll("\\s+", " ");
        return "\"" + (line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…") + "\"";
    }
}
