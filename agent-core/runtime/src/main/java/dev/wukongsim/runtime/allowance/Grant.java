package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.util.List;

/** What a policy says to an employee who wants to use a product. */
public sealed interface Grant {

    /**
     * Go ahead.
     *
     * @param openings every account of the funding, to be opened before anything is reserved
     * @param funding limits of department and organisation; the seat and the packs pay
     */
    record Allowed(List<Opening> openings, Funding funding) implements Grant {

        public Allowed {
            openings = List.copyOf(openings);
            requireNonNull(funding, "funding is null");
        }

        /**
         * Open all accounts, or give them the limits of today's policy.
         *
         * @throws IllegalArgumentException if one of them is open and counts in another unit
         */
        public Funding openIn(TokenLedger ledger) {
            openings.forEach(opening -> ledger.open(
                    opening.account(), opening.quota().unit(), opening.quota().limit()));
            return funding;
        }
    }

    /**
     * The policy does not let this employee use this product.
     *
     * @param reason one sentence that names the rule and the remedy
     */
    record Denied(String reason) implements Grant {}

    /** An account with its limit. */
    record Opening(String account, Quota quota) {}
}
