package dev.wukongsim.simulator.reply;

import dev.wukongsim.simulator.recording.Likeness;
import dev.wukongsim.simulator.recording.RequestDiff;
import dev.wukongsim.simulator.reply.Subject.Part;
import java.util.List;
import java.util.stream.Collectors;

/** A guard that does not hold: what it wants, what is there, and how far apart the two are. */
record Difference(Guard guard, Facts facts) {

    private static final int EXCERPT = 120;

    /** In a sentence; a recorded request gets a line for each difference. */
    String words() {
        return switch (guard) {
            case Guard.Is is -> value(is);
            case Guard.Contains contains ->
                "it wants \"" + contains.text() + "\" in " + contains.subject() + ", which is "
                        + found(contains.subject());
            case Guard.Matches matches ->
                "it wants a match of /" + matches.pattern() + "/ at " + matches.subject() + ", which is "
                        + found(matches.subject());
            case Guard.Same same ->
                "it was recorded for another request\n" + RequestDiff.of(same.request(), facts.request());
            case Guard.Says says -> "it wants that " + says.description();
        };
    }

    /** From 0, as good as equal, to 1. */
    double distance() {
        return switch (guard) {
            case Guard.Is is -> distance(is);
            case Guard.Contains contains -> 1 - Likeness.contained(contains.text(), facts.values(contains.subject()));
            case Guard.Same same -> 1 - RequestDiff.likeness(same.request(), facts.request());
            case Guard.Matches matches -> 1;
            case Guard.Says says -> 1;
        };
    }

    private String value(Guard.Is is) {
        return switch (is.subject()) {
            case Part part ->
                "it is for " + part(part, is.value()) + ", not "
                        + part(facts.values(part).getFirst());
            case Subject.Offered tools ->
                "it wants tool '" + is.value() + "' to be offered, and offered are " + found(tools);
            case Subject other -> "it wants " + quoted(is.value()) + " at " + other + ", which is " + found(other);
        };
    }

    private static String part(Part part, String value) {
        return switch (part) {
            case TURN -> "turn " + value;
            case ROUND -> "round " + value + " of a user message";
            default -> part + " '" + value + "'";
        };
    }

    private String part(String value) {
        if (value.isEmpty()) {
            return "one that nobody names";
        }
        return value.chars().allMatch(Character::isDigit) ? value : "'" + value + "'";
    }

    private double distance(Guard.Is is) {
        List<String> values = facts.values(is.subject());
        boolean counted = is.subject() == Part.TURN || is.subject() == Part.ROUND;
        if (counted) {
            double apart = Math.abs(Integer.parseInt(is.value()) - Integer.parseInt(values.getFirst()));
            return apart / (apart + 1);
        }
        return 1 - Likeness.contained(is.value(), values);
    }

    private String found(Subject subject) {
        List<String> values = facts.values(subject);
        if (values.isEmpty()) {
            return "not there";
        }
        return values.stream().map(Difference::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        if (text.isEmpty()) {
            return "empty";
        }
        String line = text.replaceAll("\\s+", " ");
        return "\"" + (line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…") + "\"";
    }
}
