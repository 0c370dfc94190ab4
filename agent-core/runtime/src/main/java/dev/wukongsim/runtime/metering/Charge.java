package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.Settlement;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Optional;

/**
 * What one attempt was charged.
 *
 * @param price of this very call; empty if nobody knows it, which is not the same as free
 * @param settlement what it did to the books; {@code KEPT} if the ledger has not answered yet
 * @param alerts that this charge raised, and no other one
 */
public record Charge(Usage usage, Optional<Money> price, Settlement settlement, List<Alerted> alerts) {

    public Charge {
        requireNonNull(usage, "usage is null");
        requireNonNull(price, "price is null");
        requireNonNull(settlement, "settlement is null");
        alerts = List.copyOf(alerts);
    }
}
