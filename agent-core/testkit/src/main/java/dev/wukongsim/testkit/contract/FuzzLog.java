package dev.wukongsim.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the workers of a {@link LedgerFuzz} know of their calls, by the id of the reservation. Thread-safe. */
final class FuzzLog {

    private final Map<String, FuzzCall> calls = new ConcurrentHashMap<>();
    private final Map<String, List<String>> admitted = new ConcurrentHashMap<>();
    private final Map<String, Amount> owed = new ConcurrentHashMap<>();
    private final Map<String, Long> reportedLate = new ConcurrentHashMap<>();
    private final Collection<Alerted> seen = new ConcurrentLinkedQueue<>();

    void granted(FuzzCall call, List<String> accounts) {
        calls.put(call.id(), call);
        admitted.put(call.id(), accounts);
    }

    /** The call has cost this much, or will unless somebody knows better. */
    void owes(String id, Amount amount) {
        owed.put(id, amount);
    }

    void reportsLate(String id, long used) {
        reportedLate.put(id, used);
    }

    void sees(List<Alerted> alerts) {
        seen.addAll(alerts);
    }

    FuzzCall call(String id) {
        return requireNonNull(calls.get(id), "nobody made this call");
    }

    /** The accounts that each call was admitted on. */
    Map<String, List<String>> admitted() {
        return admitted;
    }

    Map<String, Amount> owed() {
        return owed;
    }

    Map<String, Long> reportedLate() {
        return reportedLate;
    }

    Collection<Alerted> seen() {
        return seen;
    }
}
