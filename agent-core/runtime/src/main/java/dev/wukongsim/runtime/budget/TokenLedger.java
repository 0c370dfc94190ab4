package dev.wukongsim.runtime.budget;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps token accounts. A call reserves its worst case on every account of its path before it leaves, and settles what it
 * really used after: {@code reserve → dispatch → settle}, or {@code reserve → release} if it never left. All accounts of
 * a path change together or not at all. Thread-safe.
 *
 * <p>Every operation on a reservation may be repeated with the same id and the same numbers, as after a lost reply: it
 * takes effect once. A refusal is not kept: the same id may ask again when there is room. Numbers are whole tokens, never
 * negative and at most {@link LedgerRules#MAXIMUM}; anything else is an {@link IllegalArgumentException}, and so is a
 * change that would make an account count further than that. An interrupted thread is served like any other.
 */
public interface TokenLedger {

    /**
     * Open an account, or leave it as it is if it is open already.
     *
     * @param limit in tokens
     * @return the account as it stands
     */
    Account open(String account, long limit);

    /**
     * Hold tokens on all accounts of a path.
     *
     * @param reservation names the attempt; as long as it is held or under way, the same question gets the same answer
     *     and holds nothing more
     * @param path account ids from the leaf to the root, all open, none twice
     * @param wanted the call's worst case
     * @param minimum the least the call can do with; at most {@code wanted}
     * @return granted with as much of {@code wanted} as every account has room for, or refused
     * @throws UnknownAccountException if an account of the path is not open, whatever room the others have
     * @throws ReservationConflictException if the id is in use for another path or other numbers
     * @throws ReservationStateException if the reservation was settled or released
     */
    ReserveAnswer reserve(String reservation, List<String> path, long wanted, long minimum);

    /**
     * Mark a reservation as under way. Call this before the request leaves; a reservation that is not held any more must
     * not be used.
     *
     * @throws ReservationStateException if the reservation is unknown, released or settled
     */
    void dispatch(String reservation);

    /**
     * Turn a reservation into spending. More than was held is charged in full: the tokens are gone.
     *
     * @param tokens what the call used
     * @throws ReservationStateException if the reservation is unknown or was released
     * @throws ReservationConflictException if it was settled before with another number of tokens; the first counts
     */
    void settle(String reservation, long tokens);

    /**
     * Give back a reservation whose call never left. Nothing happens if it was released before.
     *
     * @throws ReservationStateException if the reservation is unknown, under way or settled
     */
    void release(String reservation);

    /**
     * Raise an account's limit. Not repeatable: each call adds.
     *
     * @param tokens more than zero
     * @param reason why, for those who read the books; not blank
     * @throws UnknownAccountException if the account is not open
     */
    Account topUp(String account, long tokens, String reason);

    Optional<Account> account(String account);

    /** All accounts, ordered by id. */
    Collection<Account> accounts();
}
