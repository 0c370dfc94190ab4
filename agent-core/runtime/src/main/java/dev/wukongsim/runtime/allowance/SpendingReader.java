package dev.wukongsim.runtime.allowance;

import dev.wukongsim.runtime.budget.LedgerEntry;
import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.LedgerEntry.Charged;
import dev.wukongsim.runtime.budget.LedgerEntry.Share;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the books once, from the first entry to the last, and says what they tell of each account. */
public final class SpendingReader {

    private static final double DAY = Duration.ofDays(1).toMillis();

    /** After so many days a charge weighs about a third of a new one. */
    private static final double MEMORY = 3 * DAY;

    private static final int LATEST = 10;

    private final Instant now;
    private final Map<String, Column> columns = new HashMap<>();

    private SpendingReader(Instant now) {
        this.now = now;
    }

    /** One account while the books are being read. */
    private static final class Column {

        private final Instant since;
        private double weighed;
        private long lastDay;
        private long subAgents;
        private final List<Alerted> alerts = new ArrayList<>();
        private final Deque<LedgerEntry> latest = new ArrayDeque<>();
        private final Map<String, Usage> usages = new HashMap<>();

        private Column(Instant since) {
            this.since = since;
        }
    }

    /**
     * What all entries tell, by account.
     *
     * @param now entries after it count as if they were of this moment
     */
    public static Map<String, Spending> read(Iterable<LedgerEntry> entries, Instant now) {
        SpendingReader reader = new SpendingReader(now);
        entries.forEach(reader::take);
        Map<String, Spending> spending = new HashMap<>();
        reader.columns.forEach((account, column) -> spending.put(account, reader.spending(column)));
        return Map.copyOf(spending);
    }

    private void take(LedgerEntry entry) {
        switch (entry) {
            case LedgerEntry.Opened opened -> note(opened.account(), opened);
            case LedgerEntry.LimitChanged change -> note(change.account(), change);
            case LedgerEntry.StateChanged change -> note(change.account(), change);
            case Alerted alerted -> note(alerted.account(), alerted).alerts.add(alerted);
            case Charged charged -> charged.shares().forEach(share -> charge(charged, share));
        }
    }

    private Column note(String account, LedgerEntry entry) {
        Column column = columns.computeIfAbsent(account, ignored -> new Column(entry.at()));
        column.latest.addFirst(entry);
        if (column.latest.size() > LATEST) {
            column.latest.removeLast();
        }
        return column;
    }

    private void charge(Charged entry, Share share) {
        if (share.charged() == 0 && entry.tokens() != 0) {
            return;
        }
        Column column = note(share.account(), entry);
        double age = Math.max(0, (double) (now.toEpochMilli() - entry.at().toEpochMilli()));
        column.weighed += share.charged() * Math.exp(-age / MEMORY);
        column.lastDay += age < DAY ? share.charged() : 0;
        column.subAgents += isOfSubAgent(entry) ? share.charged() : 0;
        column.usages.put(entry.reservation(), entry.usage());
    }

    private static boolean isOfSubAgent(Charged entry) {
        return entry.shares().stream()
                .anyMatch(share -> AccountName.of(share.account()).kind() == AccountName.Kind.AGENT);
    }

    private Spending spending(Column column) {
        return new Spending(
                perDay(column),
                column.lastDay,
                column.subAgents,
                column.alerts,
                List.copyOf(column.latest),
                column.usages);
    }

    /** The weighed sum over the weighed time; the first day counts as a whole one, for its first hour says little of a month. */
    private double perDay(Column column) {
        double time = (double) (now.toEpochMilli() - column.since.toEpochMilli());
        if (time < DAY) {
            return (double) column.lastDay;
        }
        return column.weighed / (MEMORY / DAY * (1 - Math.exp(-time / MEMORY)));
    }
}
