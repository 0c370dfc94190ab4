package dev.wukongsim.simulator.reply;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A turn and where it is written.
 *
 * @param guards those of its file, too
 * @param template what it is filled in with; empty if it is said as it is
 * @param place such as {@code replies.yaml:12}
 */
record Scripted(Turn turn, List<Guard> guards, Optional<TurnTemplate> template, String place) {

    Scripted {
        guards = List.copyOf(guards);
    }

    /** The same turn for requests that fit these guards, too. */
    Scripted and(When more) {
        List<Guard> all = Stream.concat(guards.stream(), more.guards().stream()).toList();
        return new Scripted(turn, all, template, place);
    }

    /** What it says to a question. */
    Turn answer(Question question) {
        return template.map(wanted -> wanted.fill(question)).orElse(turn);
    }
}
