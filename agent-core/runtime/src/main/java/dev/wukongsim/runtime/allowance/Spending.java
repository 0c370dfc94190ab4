package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.model.Usage;
import java.util.List;
import java.util.Map;

/**
 * What the books say of one account. Numbers are in its unit.
 *
 * @param perDay how much a day costs of late: a mean in which a charge weighs less the older it is
 * @param lastDay what the last 24 hours have cost
 * @param subAgents the part of what is spent that sub-agents spent
 * @param alerts in the order they were raised
 * @param latest the last entries that concern it, the latest first
 * @param usages what each of its reservations has used
 */
public record Spending(
        double perDay,
        long lastDay,
        long subAgents,
        List<LedgerEntry.Alerted> alerts,
        List<LedgerEntry> latest,
        Map<String, Usage> usages) {

    /** Of an account that the books do not know. */
    public static final Spending NONE = new Spending(0, 0, 0, List.of(), List.of(), Map.of());

    public Spending {
        requireNonNull(alerts, "alerts is null");
        alerts = List.copyOf(alerts);
        latest = List.copyOf(latest);
        usages = Map.copyOf(usages);
    }
}
