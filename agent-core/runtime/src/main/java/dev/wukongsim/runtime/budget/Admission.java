package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.Reservation.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The rule by which a request is admitted: a pure function of what it asks and of its accounts. */
record Admission(Request request, List<Account> path, List<Account> sources) {

    /**
     * What is held.
     *
     * @param taken of {@code amount}, from each source
     */
    record Hold(Amount amount, List<Long> taken) {}

    /**
     * What stands in the way.
     *
     * @param tried the account, or all sources if they have too little together
     * @param level of the last of them
     */
    record Obstacle(List<Account> tried, int level) {}

    static Admission of(Request request, List<Account> accounts) {
        int levels = request.funding().path().size();
        return new Admission(request, accounts.subList(0, levels), accounts.subList(levels, accounts.size()));
    }

    /** The first obstacle from the leaf to the last source. */
    Optional<Obstacle> obstacle() {
        for (int i = 0; i < path.size(); i++) {
            Account account = path.get(i);
            if (isShut(account) || lacks(account.available(), account.unit())) {
                return Optional.of(new Obstacle(List.of(account), i + 1));
            }
        }
        for (int i = 0; i < sources.size(); i++) {
            if (isShut(sources.get(i))) {
                return Optional.of(new Obstacle(List.of(sources.get(i)), path.size() + i + 1));
            }
        }
        return !sources.isEmpty() && lacks(together(), unitOfSources())
                ? Optional.of(new Obstacle(sources, path.size() + sources.size()))
                : Optional.empty();
    }

    /** Whatever its room: it is not open, or counts money and no price is known. */
    private boolean isShut(Account account) {
        return account.state() != AccountState.OPEN || !request.wanted().isKnownIn(account.unit());
    }

    private boolean lacks(long room, Unit unit) {
        return request.enforced() && room < request.minimum().in(unit);
    }

    /** As much of what is wanted as there is room for; if it is not enforced, all of it. */
    Hold hold() {
        Amount wanted = request.wanted();
        OptionalLong micros = wanted.micros().isEmpty() ? wanted.micros() : OptionalLong.of(granted(Unit.MICROS));
        Amount granted = new Amount(granted(Unit.TOKENS), micros);
        return new Hold(granted, sources.isEmpty() ? List.of() : taken(granted.in(unitOfSources())));
    }

    private long granted(Unit unit) {
        long wanted = request.wanted().in(unit);
        Stream<Long> rooms =
                path.stream().filter(account -> account.unit() == unit).map(Account::available);
        Stream<Long> ofSources = !sources.isEmpty() && unitOfSources() == unit ? Stream.of(together()) : Stream.of();
        return request.enforced() ? Stream.concat(rooms, ofSources).reduce(wanted, Math::min) : wanted;
    }

    /** From each source what it has, and from the last one what is still missing. */
    private List<Long> taken(long granted) {
        List<Long> taken = new ArrayList<>();
        long left = granted;
        for (Account source : sources) {
            boolean isLast = taken.size() == sources.size() - 1;
            long part = isLast ? left : Math.min(left, room(source));
            taken.add(part);
            left -= part;
        }
        return taken;
    }

    private long together() {
        return sources.stream().mapToLong(Admission::room).sum();
    }

    private static long room(Account source) {
        return Math.max(0, source.available());
    }

    private Unit unitOfSources() {
        return sources.getFirst().unit();
    }
}
