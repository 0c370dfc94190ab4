package dev.wukongsim.runtime.budget;

import dev.wukongsim.runtime.budget.Reservation.Request;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps token accounts. A call reserves its worst case on every account of its path before it leaves, and settles what it
 * really used after: {@code reserve → dispatch → settle}, or {@code reserve → release} if it never left. All accounts
 * that it draws on change together or not at all. Thread-safe.
 *
 * <p>Each account counts in one {@link Unit}. One in money is held with the call's worst price and charged with the price
 * of that single call; a call whose price nobody knows is refused there, never free.
 *
 * <p>A reservation is leased: when its time is over it ends by itself, at the next {@code reserve} or {@code expire} at
 * the latest. If it was only held, the tokens come back; if it was under way, all of them are charged as an estimate. A
 * settlement that comes after that is still booked. See {@link ReservationState}.
 *
 * <p>Every operation on a reservation may be repeated with the same id and the same numbers, as after a lost reply: it
 * takes effect once. A refusal is not kept: the same id may ask again when there is room. A reservation that has ended
 * is forgotten after {@link LedgerRules#RETENTION}. Numbers are whole, never negative and at most
 * {@link LedgerRules#MAXIMUM}, and ids are at most {@link LedgerRules#LONGEST_ID} characters without white space; anything
 * else is an {@link IllegalArgumentException}, and so is a change that would make an account count further than that. The
 * ledger's time comes from its clock and never goes back. An interrupted thread is served like any other.
 */
public interface TokenLedger {

    /**
     * Open an account. If it is open already, its limit moves by as much as the given one differs from that of the last
     * time, as when a policy has changed; what was topped up or transferred meanwhile stays. A closed one stays as it is.
     *
     * @param limit in the account's unit
     * @return the account as it stands
     * @throws IllegalArgumentException if it counts in another unit
     */
    Account open(String account, Unit unit, long limit);

    /** Open an account that counts tokens. */
    default Account open(String account, long limit) {
        return open(account, Unit.TOKENS, limit);
    }

    /**
     * Hold what a call may use on all accounts of its path and, one after the other, on its sources.
     *
     * @param reservation names the attempt; as long as it is held or under way, the same question gets the same answer
     *     and holds nothing more
     * @param request names accounts that are all open, none twice
     * @param lease how long it is held; of a repeated question it does not count
     * @return granted with as much of what is wanted as there is room for, or refused
     * @throws UnknownAccountException if one of the accounts was never opened, whatever room the others have
     * @throws IllegalArgumentException if the sources count in different units
     * @throws ReservationConflictException if the id is in use for another request
     * @throws ReservationStateException if the reservation has ended
     */
    ReserveAnswer reserve(String reservation, Request request, Duration lease);

    /** Hold tokens on all accounts of a path, from the leaf to the root, if there is room for the minimum. */
    default ReserveAnswer reserve(String reservation, List<String> path, long wanted, long minimum, Duration lease) {
        return reserve(reservation, Request.of(path, wanted, minimum), lease);
    }

    /**
     * Mark a reservation as under way. Call this before the request leaves: if it throws, the request must not leave.
     *
     * @throws ReservationStateException if the reservation is unknown or has ended, if only just now
     */
    void dispatch(String reservation);

    /**
     * Lease a reservation for longer; never for shorter than it is.
     *
     * @param lease from now
     * @return the end of the lease
     * @throws ReservationStateException if the reservation is unknown or has ended, if only just now
     */
    Instant extend(String reservation, Duration lease);

    /**
     * Turn a reservation into spending. More than was held is charged in full, to every account of the path and to the
     * last source: the tokens are gone. An actual usage replaces an estimate; an estimate replaces nothing. A reservation
     * that was given back is charged all the same.
     *
     * @param usage what the call used; its {@code estimated} says whether a better figure may follow
     * @param micros what the call cost; if that is not known, accounts in money are charged all that is held on them
     * @throws ReservationStateException if the reservation is unknown
     * @throws ReservationConflictException if it was settled before with another actual usage; the first counts
     */
    Settled settle(String reservation, Usage usage, OptionalLong micros);

    /** Settle a call whose price is not known. */
    default Settled settle(String reservation, Usage usage) {
        return settle(reservation, usage, OptionalLong.empty());
    }

    /**
     * Give back a reservation whose call never left. Nothing happens if it has been given back before.
     *
     * @throws ReservationStateException if the reservation is unknown, under way or settled
     */
    void release(String reservation);

    /**
     * End all reservations whose lease is over.
     *
     * @return how many
     */
    int expire();

    /**
     * Raise an account's limit. Not repeatable: each call adds.
     *
     * @param amount in the account's unit; more than zero
     * @param reason why, for those who read the books; not blank
     * @throws UnknownAccountException if the account was never opened
     * @throws AccountStateException if the account is closed
     */
    Account topUp(String account, long amount, String reason);

    /**
     * Give an account another limit, even one below what is spent and held: calls under way then settle, and none is
     * admitted.
     *
     * @throws UnknownAccountException if the account was never opened
     * @throws AccountStateException if the account is closed
     */
    Account setLimit(String account, long limit, String reason);

    /**
     * Move a part of one account's limit to another one. Not repeatable: each call moves.
     *
     * @param amount at most what {@code from} has available
     * @throws UnknownAccountException if one of the accounts was never opened
     * @throws IllegalArgumentException if they count in different units
     * @throws AccountStateException if one of the accounts is closed
     */
    void transfer(String from, String to, long amount, String reason);

    /**
     * Admit no new calls until the account is thawed.
     *
     * @throws AccountStateException if the account is closed
     */
    Account freeze(String account, String reason);

    /**
     * Admit calls again.
     *
     * @throws AccountStateException if the account is closed
     */
    Account thaw(String account, String reason);

    /** Admit no new calls for good; calls under way still settle. */
    Account close(String account, String reason);

    Optional<Account> account(String account);

    /** All accounts, ordered by id. */
    Collection<Account> accounts();

    /**
     * Accounts and what they hold, all at one moment.
     *
     * @throws UnknownAccountException if one of them was never opened
     */
    Snapshot snapshot(List<String> accounts);

    /**
     * What would keep a request from being granted at this moment. Nothing is held, so the next moment may be another one.
     *
     * @return empty if nothing would
     * @throws UnknownAccountException if an account was never opened
     */
    default Optional<ReserveAnswer.Refused> obstacle(Request request) {
        return Admission.of(request, snapshot(request.accounts()).accounts())
                .obstacle()
                .map(found ->
                        new ReserveAnswer.Refused(found.tried(), found.level(), request.minimum(), Optional.empty()));
    }

    /** A reservation, unless it is unknown or forgotten. */
    Optional<Reservation> reservation(String id);

    /**
     * The books, in order.
     *
     * @param after the number of the last entry that is known; 0 for none
     * @param count how many entries at most
     */
    List<LedgerEntry> entries(long after, int count);
}
