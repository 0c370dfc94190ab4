package dev.wukongsim.simulator.reply;

import dev.wukongsim.simulator.reply.Subject.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the fixtures whose guards all hold without asking each of them. Every fixture hangs on its rarest guard: the one on a
 * value or a contained text that it shares with the fewest others. A question is looked at once for each part that anything
 * hangs on, and only what hangs on what it has there is asked. Fixtures that have nothing but patterns and predicates are
 * always asked.
 */
final class FixtureIndex {

    private final List<Fixture> fixtures;
    private final Vocabulary vocabulary;
    private final Map<Subject, Map<String, List<Integer>>> byValue = new HashMap<>();
    private final Map<Subject, Map<String, List<Integer>>> byText = new HashMap<>();
    private final BitSet unhung = new BitSet();

    FixtureIndex(List<Fixture> fixtures) {
        this.fixtures = List.copyOf(fixtures);
        this.vocabulary = new Vocabulary(
                fixtures.stream().flatMap(fixture -> fixture.guards().stream()).toList());
        Map<Guard, Integer> frequency = new HashMap<>();
        fixtures.forEach(fixture -> fixture.guards().forEach(guard -> frequency.merge(guard, 1, Integer::sum)));
        for (int i = 0; i < fixtures.size(); i++) {
            hang(i, rarest(fixtures.get(i), frequency));
        }
    }

    Facts facts(Question question) {
        return new Facts(question, vocabulary);
    }

    /** In the order in which they were given. */
    List<Fixture> matching(Facts facts) {
        BitSet candidates = (BitSet) unhung.clone();
        byValue.forEach((subject, hung) -> collect(facts.values(subject), hung, candidates));
        byText.forEach((subject, hung) -> collect(facts.contained(subject), hung, candidates));
        return candidates.stream()
                .mapToObj(fixtures::get)
                .filter(fixture -> fixture.matches(facts))
                .toList();
    }

    private static void collect(Iterable<String> found, Map<String, List<Integer>> hung, BitSet candidates) {
        found.forEach(value -> hung.getOrDefault(value, List.of()).forEach(candidates::set));
    }

    private static Guard rarest(Fixture fixture, Map<Guard, Integer> frequency) {
        return fixture.guards().stream()
                .min(Comparator.comparing((Guard guard) -> !guard.isIndexed())
                        .thenComparing(guard -> frequency.getOrDefault(guard, 0)))
                .orElseThrow();
    }

    private void hang(int fixture, Guard guard) {
        switch (guard) {
            case Guard.Is is -> hang(fixture, byValue, is.subject(), is.value());
            case Guard.Same same ->
                hang(fixture, byValue, Part.REQUEST, same.request().hash());
            case Guard.Contains contains -> hang(fixture, byText, contains.subject(), contains.text());
            case Guard.Matches matches -> unhung.set(fixture);
            case Guard.Says says -> unhung.set(fixture);
        }
    }

    private static void hang(
            int fixture, Map<Subject, Map<String, List<Integer>>> index, Subject subject, String value) {
        index.computeIfAbsent(subject, part -> new HashMap<>())
                .computeIfAbsent(value, key -> new ArrayList<>())
                .add(fixture);
    }
}
