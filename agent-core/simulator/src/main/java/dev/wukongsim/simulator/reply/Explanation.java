package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNullElse;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says why no turn answers a question, or why it is not clear which one does. Takes its time: it looks at every fixture. */
final class Explanation {

    private final Facts facts;

    Explanation(Facts facts) {
        this.facts = facts;
    }

    String none(List<Fixture> fixtures) {
        if (fixtures.isEmpty()) {
            return "There are no replies; give the mock some, or add a stub";
        }
        Candidate nearest = fixtures.stream()
                .map(this::candidate)
                .min(Comparator.<Candidate>comparingInt(
                                candidate -> candidate.differences().size())
                        .thenComparing(Candidate::holding, Comparator.reverseOrder())
                        .thenComparingDouble(Candidate::distance))
                .orElseThrow();
        return "No turn answers turn " + facts.question().turn() + "; the nearest is "
                + nearest.fixture().place() + ": "
                + nearest.differences().stream().map(Difference::words).collect(Collectors.joining("; "));
    }

    String several(List<Fixture> matching) {
        return "More than one turn answers turn " + facts.question().turn() + ": "
                + matching.stream().map(Fixture::place).collect(Collectors.joining(", "))
                + "; make their guards differ";
    }

    String exhausted(Fixture fixture, int request) {
        String places = fixture.turns().stream().map(Scripted::place).collect(Collectors.joining(", "));
        return "This is request " + request + " of its lane for " + places + ", which "
                + (fixture.turns().size() == 1 ? "answers " : "together answer ")
                + fixture.turns().stream()
                        .map(turn -> turn.turn().times())
                        .mapToInt(times -> requireNonNullElse(times, 0))
                        .sum()
                + "; raise 'times', or add a turn without it";
    }

    private Candidate candidate(Fixture fixture) {
        List<Difference> differences = fixture.guards().stream()
                .filter(guard -> !guard.holds(facts))
                .map(guard -> new Difference(guard, facts))
                .toList();
        double distance = differences.stream().mapToDouble(Difference::distance).sum();
        return new Candidate(fixture, differences, distance);
    }

    private record Candidate(Fixture fixture, List<Difference> differences, double distance) {

        int holding() {
            return fixture.guards().size() - differences.size();
        }
    }
}
