package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.List;

/**
 * What the ledger knows of one attempt.
 *
 * @param request what was asked; the same id may not ask for anything else
 * @param granted tokens that are or were held on every account of the path
 * @param leaseEnd when it ends by itself
 * @param charged tokens it has cost so far
 * @param usage what it has used, by class; {@link Usage#NONE} before it is settled
 */
public record Reservation(
        String id, Request request, long granted, ReservationState state, Instant leaseEnd, long charged, Usage usage) {

    /**
     * What an attempt asks for.
     *
     * @param path account ids from the leaf to the root
     */
    public record Request(List<String> path, long wanted, long minimum) {

        public Request {
            path = List.copyOf(path);
        }
    }

    public Reservation {
        requireNonNull(id, "id is null");
        requireNonNull(request, "request is null");
        requireNonNull(leaseEnd, "leaseEnd is null");
    }

    boolean isDue(Instant now) {
        return state.holds() && !leaseEnd.isAfter(now);
    }

    Reservation in(ReservationState next) {
        return new Reservation(id, request, granted, next, leaseEnd, charged, usage);
    }

    Reservation until(Instant end) {
        return new Reservation(id, request, granted, state, end, charged, usage);
    }

    Reservation settled(long tokens, Usage used) {
        return new Reservation(id, request, granted, ReservationState.SETTLED, leaseEnd, tokens, used);
    }
}
