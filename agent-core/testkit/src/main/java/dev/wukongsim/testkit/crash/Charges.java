package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.util.List;

/**
 * What calls were charged, by the books.
 *
 * @param all in the order in which they were written down
 */
public record Charges(List<Charged> all) {

    public Charges {
        all = List.copyOf(all);
    }

    /** All that the books of a ledger hold. */
    public static Charges in(TokenLedger ledger) {
        return new Charges(ledger.entries(0, Integer.MAX_VALUE).stream()
                .filter(Charged.class::isInstance)
                .map(Charged.class::cast)
                .toList());
    }

    /** The attempts that were charged, each as often as it was. */
    public List<String> attempts() {
        return all.stream().map(Charged::reservation).toList();
    }

    /** The attempts of which nobody knows what they used. */
    public List<Charged> lost() {
        return all.stream().filter(charge -> charge.usage().estimated()).toList();
    }

    /** Tokens that were charged for lost attempts. */
    public long lostTokens() {
        return lost().stream().mapToLong(Charged::tokens).sum();
    }

    /** Tokens that lost attempts had been allowed to use at most. */
    public long lostHolds(TokenLedger ledger) {
        return lost().stream()
                .flatMap(charge -> ledger.reservation(charge.reservation()).stream())
                .map(Reservation::granted)
                .mapToLong(granted -> granted.tokens())
                .sum();
    }

    /** Tokens in all. */
    public long tokens() {
        return all.stream().mapToLong(Charged::tokens).sum();
    }
}
