package dev.wukongsim.runtime.budget;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What came of a settlement.
 *
 * @param alerts those that this very settlement raised, so that each is seen by one caller; also in the books
 */
public record Settled(Settlement settlement, List<LedgerEntry.Alerted> alerts) {

    public Settled {
        requireNonNull(settlement, "settlement is null");
        alerts = List.copyOf(alerts);
    }

    /** A settlement that raised no alert. */
    public static Settled quietly(Settlement settlement) {
        return new Settled(settlement, List.of());
    }
}
