package dev.wukongsim.runtime.durable;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.tool.Draft;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal that can only be read: a task over it does what it has done, and nothing else. To look into a task without
 * touching it, to fork it, or to see whether today's program would still take the same steps.
 */
public final class RecordedJournal implements Journal {

    private final List<JournalRow> rows;

    /** @param rows of one task, from the first one on */
    public RecordedJournal(List<JournalRow> rows) {
        this.rows = List.copyOf(rows);
    }

    @Override
    public long claim(String task) {
        return Long.MAX_VALUE;
    }

    @Override
    public List<JournalRow> rows(String task) {
        return rows;
    }

    @Override
    public void begin(String task, JournalRow intent, @Nullable Wait opens) {
        throw new EndOfJournalException(task, rows.size());
    }

    @Override
    public List<Alerted> commit(String task, JournalRow done, Effects effects) {
        throw new EndOfJournalException(task, rows.size());
    }

    @Override
    public Delivery signal(String task, String name, String payload) {
        return new Delivery.TooLate();
    }

    @Override
    public Delivery answer(Wait wait, String payload) {
        return new Delivery.TooLate();
    }

    @Override
    public Optional<String> signal(String task, String name) {
        return Optional.empty();
    }

    @Override
    public Delivery cancel(String task, Cancellation cancellation) {
        return new Delivery.TooLate();
    }

    @Override
    public List<Wait> waits() {
        return List.of();
    }

    @Override
    public Optional<Draft> latest(String document) {
        return Optional.empty();
    }

    @Override
    public Optional<Draft> version(String document, long version) {
        return Optional.empty();
    }

    @Override
    public Optional<Wait> pastWait(String id) {
        return Optional.empty();
    }
}
