package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.model.Usage;
import java.time.Instant;
import java.util.List;

/**
 * What the ledger knows of one attempt.
 *
 * @param request what was asked; the same id may not ask for anything else
 * @param granted what is or was held on every account of the path, in its unit
 * @param taken what of it is or was taken from each source
 * @param leaseEnd when it ends by itself
 * @param charged what it has cost so far
 * @param usage what it has used, by class; {@link Usage#NONE} before it is settled
 */
public record Reservation(
        String id,
        Request request,
        Amount granted,
        List<Long> taken,
        ReservationState state,
        Instant leaseEnd,
        Amount charged,
        Usage usage) {

    /**
     * What an attempt asks for.
     *
     * @param wanted the worst case; without a price no account in money admits it
     * @param minimum the least it can do with; has a price if {@code wanted} has one
     * @param enforced false to hold all of {@code wanted} whatever the room, on accounts that are open all the same
     */
    public record Request(Funding funding, Amount wanted, Amount minimum, boolean enforced) {

        public Request {
            requireNonNull(funding, "funding is null");
            requireNonNull(wanted, "wanted is null");
            requireNonNull(minimum, "minimum is null");
        }

        /** A call that counts in tokens and leaves only if there is room. */
        public static Request of(List<String> path, long wanted, long minimum) {
            return new Request(Funding.of(path), Amount.tokens(wanted), Amount.tokens(minimum), true);
        }

        /** All accounts that it draws on. */
        public List<String> accounts() {
            return funding.accounts();
        }
    }

    public Reservation {
        requireNonNull(id, "id is null");
        requireNonNull(request, "request is null");
        requireNonNull(granted, "granted is null");
        taken = List.copyOf(taken);
        requireNonNull(leaseEnd, "leaseEnd is null");
        requireNonNull(charged, "charged is null");
    }

    static Reservation held(String id, Request request, Admission.Hold hold, Instant leaseEnd) {
        Amount granted = hold.amount();
        return new Reservation(
                id, request, granted, hold.taken(), ReservationState.HELD, leaseEnd, granted.none(), Usage.NONE);
    }

    boolean drawsOnAny(List<Account> accounts) {
        return accounts.stream().map(Account::id).anyMatch(request.accounts()::contains);
    }

    boolean isDue(Instant now) {
        return state.holds() && !leaseEnd.isAfter(now);
    }

    Reservation in(ReservationState next) {
        return new Reservation(id, request, granted, taken, next, leaseEnd, charged, usage);
    }

    Reservation until(Instant end) {
        return new Reservation(id, request, granted, taken, state, end, charged, usage);
    }

    Reservation settled(Amount total, Usage used) {
        return new Reservation(id, request, granted, taken, ReservationState.SETTLED, leaseEnd, total, used);
    }
}
