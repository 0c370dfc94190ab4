package dev.wukongsim.simulator.reply;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Turns with the same guards, which answer one after the other: each but the last says how many times.
 *
 * @param guards never empty; those that cost little come first
 * @param turns never empty
 */
record Fixture(List<Guard> guards, List<Scripted> turns) {

    Fixture {
        guards = guards.stream()
                .sorted(Comparator.comparing(guard -> !guard.isIndexed()))
                .toList();
        turns = List.copyOf(turns);
    }

    boolean matches(Facts facts) {
        for (Guard guard : guards) {
            if (!guard.holds(facts)) {
                return false;
            }
        }
        return true;
    }

    /** Where its first turn stands. */
    String place() {
        return turns.getFirst().place();
    }

    boolean counts() {
        return turns.getFirst().turn().times() != null;
    }

    /** The turn that answers the nth request, from 1; empty if all have answered as often as they may. */
    Optional<Scripted> turn(int nth) {
        int last = 0;
        for (Scripted scripted : turns) {
            Integer times = scripted.turn().times();
            last += times == null ? 0 : times;
            if (times == null || nth <= last) {
                return Optional.of(scripted);
            }
        }
        return Optional.empty();
    }
}
