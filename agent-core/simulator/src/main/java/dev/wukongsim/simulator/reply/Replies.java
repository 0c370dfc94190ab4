package dev.wukongsim.simulator.reply;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.definition.InvalidDefinitionException;
import dev.wukongsim.runtime.definition.Violation;
import dev.wukongsim.runtime.definition.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the mocked model says. A request is answered by the one turn whose guards all hold; none or several is an error,
 * never a guess. Remembers which turns were asked for. Thread-safe.
 */
public final class Replies {

    private final String name;
    private final @Nullable String model;
    private final List<Turn> turns;
    private final List<When> guards;
    private final Set<Integer> used = ConcurrentHashMap.newKeySet();

    private Replies(String name, @Nullable String model, List<Turn> turns) {
        this.name = name;
        this.model = model;
        this.turns = List.copyOf(turns);
        this.guards = guards(turns);
    }

    /** The content of a replies file. */
    record Content(String kind, @Nullable String model, List<Turn> turns) {}

    /**
     * Read a replies file.
     *
     * @throws InvalidDefinitionException with everything that is wrong with it
     */
    public static Replies read(Path path) {
        YamlFile<Content> file = YamlFile.open(path, Content.class, "replies.schema.json");
        List<When> guards = guards(file.content().turns());
        List<Violation> violations = IntStream.range(0, guards.size())
                .filter(i -> guards.indexOf(guards.get(i)) < i)
                .mapToObj(i -> file.violation(
                        "/turns/" + i,
                        "has the same guards as turns[" + guards.indexOf(guards.get(i)) + "]; make them differ"))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionException(violations);
        }
        return new Replies(
                String.valueOf(path.getFileName()),
                file.content().model(),
                file.content().turns());
    }

    /** Replies written in Java: these turns, for any model. */
    public static Replies of(Turn... turns) {
        return new Replies("replies", null, List.of(turns));
    }

    /** The same turns, not yet used, for one model only. */
    public Replies forModel(String onlyModel) {
        return new Replies(name, requireNonNull(onlyModel, "onlyModel is null"), turns);
    }

    /** The turns that no request has asked for, such as {@code turns[2]}. */
    public List<String> unused() {
        return IntStream.range(0, turns.size())
                .filter(i -> !used.contains(i))
                .mapToObj(Replies::position)
                .toList();
    }

    /** The one turn that answers a question, or why there is none. */
    public Match match(Question question) {
        if (model != null && !model.equals(question.model())) {
            return new Match.Missed(
                    name + " answers for model '" + model + "' only, the request is for '" + question.model() + "'");
        }
        List<Integer> matching = IntStream.range(0, turns.size())
                .filter(i -> guards.get(i).differences(question).isEmpty())
                .boxed()
                .toList();
        if (matching.size() == 1) {
            used.add(matching.getFirst());
            return new Match.Found(turns.get(matching.getFirst()));
        }
        return new Match.Missed(matching.isEmpty() ? none(question) : several(question, matching));
    }

    private String none(Question question) {
        if (turns.isEmpty()) {
            return "There are no replies; give the mock some, or add a stub";
        }
        int nearest = IntStream.range(0, turns.size())
                .boxed()
                .min(Comparator.<Integer>comparingInt(
                                i -> guards.get(i).differences(question).size())
                        .thenComparingInt(i -> guards.get(i).distance(question)))
                .orElseThrow();
        return "No turn answers turn " + question.turn() + "; the nearest is " + name(nearest) + ": "
                + String.join("; ", guards.get(nearest).differences(question));
    }

    private String several(Question question, List<Integer> matching) {
        return "More than one turn answers turn " + question.turn() + ": "
                + matching.stream().map(this::name).collect(Collectors.joining(", "))
                + "; make their guards differ";
    }

    private String name(int index) {
        return position(index) + " of " + name;
    }

    private static String position(int index) {
        return "turns[" + index + "]";
    }

    private static List<When> guards(List<Turn> turns) {
        List<When> guards = new ArrayList<>();
        for (Turn turn : turns) {
            When when = turn.when();
            guards.add(when == null ? When.turn(guards.size() + 1) : when);
        }
        return guards;
    }
}
