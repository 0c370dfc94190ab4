package dev.wukongsim.runtime.allowance;

import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.TokenLedger;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** All entries of a ledger's books, from the first, read page by page. Each iteration reads anew. */
public record BookPages(TokenLedger ledger) implements Iterable<LedgerEntry> {

    private static final int PAGE = 1_000;

    @Override
    public Iterator<LedgerEntry> iterator() {
        return Stream.iterate(
                        page(0),
                        page -> !page.isEmpty(),
                        page -> page(page.getLast().number()))
                .flatMap(List::stream)
                .iterator();
    }

    private List<LedgerEntry> page(long after) {
        return ledger.entries(after, PAGE);
    }
}
