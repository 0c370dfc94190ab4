package dev.wukongsim.runtime.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reservations by id; those that hold tokens in order of their leases, the others in order of their end. */
final class Reservations {

    private record Due(Instant at, String id) implements Comparable<Due> {

        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(Due::id);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<String, Reservation> all = new HashMap<>();
    private final Map<String, Due> dues = new HashMap<>();
    private final NavigableSet<Due> leases = new TreeSet<>();
    private final NavigableSet<Due> ended = new TreeSet<>();

    Optional<Reservation> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    Reservation require(String operation, String id) {
        return find(id).orElseThrow(() -> new ReservationStateException(operation, id, "unknown"));
    }

    void put(Instant now, Reservation reservation) {
        String id = reservation.id();
        all.put(id, reservation);
        boolean holds = reservation.state().holds();
        Due due = new Due(holds ? reservation.leaseEnd() : now, id);
        forgetDue(dues.put(id, due));
        (holds ? leases : ended).add(due);
    }

    /** All that hold tokens, by the end of their leases. */
    List<Reservation> open() {
        return leases.stream().map(due -> require("find", due.id())).toList();
    }

    List<Reservation> due(Instant now) {
        return leases.stream()
                .takeWhile(due -> !due.at().isAfter(now))
                .map(due -> require("end", due.id()))
                .toList();
    }

    void forget(Instant now, Duration retention) {
        while (!ended.isEmpty() && !ended.first().at().isAfter(now.minus(retention))) {
            String id = ended.first().id();
            all.remove(id);
            forgetDue(dues.remove(id));
        }
    }

    private void forgetDue(@Nullable Due due) {
        if (due != null) {
            leases.remove(due);
            ended.remove(due);
        }
    }
}
