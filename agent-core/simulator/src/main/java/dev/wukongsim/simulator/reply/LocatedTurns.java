package dev.wukongsim.simulator.reply;

import dev.wukongsim.runtime.definition.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Turns that were read from files, and what is wrong with those files. */
record LocatedTurns(List<Located> turns, List<Violation> violations) {

    /**
     * A turn that was read from a file.
     *
     * @param at without a message
     */
    record Located(Scripted turn, Violation at) {

        Violation violation(String message) {
            return new Violation(at.file(), at.line(), at.column(), message);
        }
    }

    LocatedTurns {
        turns = List.copyOf(turns);
        violations = List.copyOf(violations);
    }

    /** These and those. */
    LocatedTurns and(LocatedTurns others) {
        return new LocatedTurns(
                Stream.concat(turns.stream(), others.turns.stream()).toList(),
                Stream.concat(violations.stream(), others.violations.stream()).toList());
    }

    /** A turn that could never answer, because one before it with the same guards always does. */
    List<Violation> shadowed() {
        Map<Set<Guard>, String> endless = new HashMap<>();
        List<Violation> shadowed = new ArrayList<>();
        for (Located located : turns) {
            Set<Guard> guards = new HashSet<>(located.turn().guards());
            String before = endless.get(guards);
            if (before != null) {
                shadowed.add(located.violation("has the same guards as " + before
                        + "; make them differ, or let that one say how many 'times' it answers"));
            } else if (located.turn().turn().times() == null) {
                endless.put(guards, located.turn().place());
            }
        }
        return shadowed;
    }
}
