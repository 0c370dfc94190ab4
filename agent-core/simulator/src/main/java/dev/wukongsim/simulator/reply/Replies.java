package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.simulator.template.TemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * What the mocked model says. A request is answered by the one turn whose guards all hold; none or several is an error,
 * never a guess. Turns with the same guards answer one after the other, counted by lane and not by arrival. Remembers which
 * turns were asked for and what was missed. Thread-safe.
 */
public final class Replies {

    private static final int REMEMBERED_MISSES = 100;

    private final List<Scripted> turns;
    private final List<Fixture> fixtures;
    private final FixtureIndex index;
    private final LaneCounts counts = new LaneCounts();
    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> misses = new ConcurrentLinkedQueue<>();

    Replies(List<Scripted> turns) {
        this.turns = List.copyOf(turns);
        this.fixtures = fixtures(turns);
        this.index = new FixtureIndex(fixtures);
    }

    /**
     * Read a file of replies or recorded answers, or every {@code replies.yaml}, {@code *.replies.yaml} and
     * {@code *.recording.yaml} in a folder and below it.
     *
     * @throws InvalidDefinitionException with everything that is wrong with them
     */
    public static Replies read(Path path) {
        return new Replies(RepliesFolder.read(path));
    }

    /**
     * Replies written in Java: these turns, for any model.
     *
     * @throws IllegalArgumentException if one is a template and cannot be read
     */
    public static Replies of(Turn... turns) {
        return new Replies(IntStream.range(0, turns.length)
                .mapToObj(i -> scripted(turns[i], i))
                .toList());
    }

    private static Scripted scripted(Turn turn, int index) {
        return new Scripted(
                turn, turn.guards(index + 1).guards(), TurnTemplate.of(turn), "turns[" + index + "] of replies");
    }

    /** The same turns, not yet used, for one model only. */
    public Replies forModel(String onlyModel) {
        When model = When.model(requireNonNull(onlyModel, "onlyModel is null"));
        return new Replies(turns.stream().map(turn -> turn.and(model)).toList());
    }

    /** The turns that no request has asked for, such as {@code replies.yaml:12}. */
    public List<String> unused() {
        return turns.stream()
                .map(Scripted::place)
                .filter(place -> !used.contains(place))
                .toList();
    }

    /** Why requests were not answered, the first hundred. */
    public List<String> misses() {
        return List.copyOf(misses);
    }

    /** The one turn that answers a question, or why there is none. */
    public Match match(Question question) {
        Facts facts = index.facts(question);
        List<Fixture> matching = index.matching(facts);
        Match match = matching.size() == 1
                ? answer(matching.getFirst(), facts)
                : new Match.Missed(
                        matching.isEmpty()
                                ? new Explanation(facts).none(fixtures)
                                : new Explanation(facts).several(matching));
        switch (match) {
            case Match.Found found -> {}
            case Match.Missed missed -> remember(missed.explanation());
            case Match.Unfilled unfilled -> remember(unfilled.explanation());
        }
        return match;
    }

    private void remember(String miss) {
        if (misses.size() < REMEMBERED_MISSES) {
            misses.add(miss);
        }
    }

    private Match answer(Fixture fixture, Facts facts) {
        Question question = facts.question();
        int request = fixture.counts() ? counts.next(fixture.place() + "/" + question.branch()) : 1;
        return fixture.turn(request)
                .map(scripted -> answer(scripted, question))
                .orElseGet(() -> new Match.Missed(new Explanation(facts).exhausted(fixture, request)));
    }

    private Match answer(Scripted scripted, Question question) {
        used.add(scripted.place());
        try {
            return new Match.Found(scripted.answer(question));
        } catch (TemplateException e) {
            return new Match.Unfilled(
                    "The template of " + scripted.place() + " cannot be filled in: " + e.getMessage());
        }
    }

    /** Turns with equal guards make one fixture if each but the last says how often it answers. */
    private static List<Fixture> fixtures(List<Scripted> turns) {
        Map<Object, List<Scripted>> fixtures = new LinkedHashMap<>();
        for (Scripted turn : turns) {
            List<Scripted> sequence = fixtures.computeIfAbsent(Set.copyOf(turn.guards()), guards -> new ArrayList<>());
            if (!sequence.isEmpty() && sequence.getLast().turn().times() == null) {
                fixtures.put(turn, List.of(turn));
            } else {
                sequence.add(turn);
            }
        }
        return fixtures.values().stream()
                .map(sequence -> new Fixture(sequence.getFirst().guards(), sequence))
                .toList();
    }
}
