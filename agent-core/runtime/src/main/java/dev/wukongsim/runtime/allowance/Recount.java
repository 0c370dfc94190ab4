package dev.wukongsim.runtime.allowance;

import dev.wukongsim.runtime.budget.Account;
import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerReplay;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds all accounts from the books and compares them with those that the ledger keeps. What is held is not compared:
 * it is not in the books.
 *
 * @param accounts how many were compared
 * @param differences one sentence each; empty if all are equal
 */
public record Recount(int accounts, List<String> differences) {

    public Recount {
        differences = List.copyOf(differences);
    }

    /**
     * Compare.
     *
     * @param entries all of the books, from the first
     * @param kept all accounts at the moment of the last entry
     */
    public static Recount of(Iterable<LedgerEntry> entries, Collection<Account> kept) {
        Map<String, Account> rebuilt = LedgerReplay.accounts(entries);
        Map<String, Account> known = new TreeMap<>();
        kept.forEach(account -> known.put(account.id(), account));
        TreeSet<String> ids = new TreeSet<>(rebuilt.keySet());
        ids.addAll(known.keySet());
        List<String> differences = ids.stream()
                .flatMap(id -> difference(id, rebuilt.get(id), known.get(id)))
                .toList();
        return new Recount(ids.size(), differences);
    }

    public boolean isEqual() {
        return differences.isEmpty();
    }

    private static Stream<String> difference(String id, @Nullable Account rebuilt, @Nullable Account kept) {
        String books = rebuilt == null ? "nothing" : text(rebuilt);
        String ledger = kept == null ? "nothing" : text(kept);
        return Objects.equals(books, ledger)
                ? Stream.empty()
                : Stream.of("Account '%s': the books say %s, the ledger keeps %s".formatted(id, books, ledger));
    }

    private static String text(Account account) {
        Account free = new Account(
                account.id(), account.unit(), account.limit(), account.spent(), 0, account.alerted(), account.state());
        return "limit %s, spent %s, alerted at %d %%, %s"
                .formatted(
                        free.unit().text(free.limit()), free.unit().number(free.spent()), free.alerted(), free.state());
    }
}
