package dev.wukongsim.testkit.crash;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.durable.Cancellation;
import dev.wukongsim.runtime.durable.Delivery;
import dev.wukongsim.runtime.durable.Effects;
import dev.wukongsim.runtime.durable.Journal;
import dev.wukongsim.runtime.durable.JournalRow;
import dev.wukongsim.runtime.durable.Wait;
import dev.wukongsim.runtime.tool.Draft;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A journal that hands everything on to another one; who wants to meddle with an operation overrides it. */
public abstract class ForwardingJournal implements Journal {

    private final Journal journal;

    protected ForwardingJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public long claim(String task) {
        return journal.claim(task);
    }

    @Override
    public List<JournalRow> rows(String task) {
        return journal.rows(task);
    }

    @Override
    public void begin(String task, JournalRow intent, @Nullable Wait opens) {
        journal.begin(task, intent, opens);
    }

    @Override
    public List<Alerted> commit(String task, JournalRow done, Effects effects) {
        return journal.commit(task, done, effects);
    }

    @Override
    public Delivery signal(String task, String name, String payload) {
        return journal.signal(task, name, payload);
    }

    @Override
    public Delivery answer(Wait wait, String payload) {
        return journal.answer(wait, payload);
    }

    @Override
    public Optional<String> signal(String task, String name) {
        return journal.signal(task, name);
    }

    @Override
    public Delivery cancel(String task, Cancellation cancellation) {
        return journal.cancel(task, cancellation);
    }

    @Override
    public List<Wait> waits() {
        return journal.waits();
    }

    @Override
    public Optional<Wait> pastWait(String id) {
        return journal.pastWait(id);
    }

    @Override
    public Optional<Draft> latest(String document) {
        return journal.latest(document);
    }

    @Override
    public Optional<Draft> version(String document, long version) {
        return journal.version(document, version);
    }
}
