package dev.wukongsim.runtime.durable;

import dev.wukongsim.runtime.budget.LedgerEntry.Alerted;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.memory.MemoryConflictException;
import dev.wukongsim.runtime.memory.MemoryStore;
import dev.wukongsim.runtime.tool.Draft;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A journal with its documents that lives as long as the process. */
public final class InMemoryJournal implements Journal {

    private static final class Book {
        private long epoch;
        private boolean ended;
        private final Map<Integer, JournalRow> rows = new TreeMap<>();
        private final Map<String, String> signals = new HashMap<>();
    }

    private final TokenLedger ledger;
    private final MemoryStore memory;
    private final Map<String, Book> books = new HashMap<>();
    private final Map<String, Wait> waits = new LinkedHashMap<>();
    private final Map<String, Wait> pastWaits = new HashMap<>();
    private final Map<String, List<Draft>> documents = new HashMap<>();

    /** A journal whose steps settle in this ledger and append to this memory. */
    public InMemoryJournal(TokenLedger ledger, MemoryStore memory) {
        this.ledger = ledger;
        this.memory = memory;
    }

    @Override
    public synchronized long claim(String task) {
        return ++book(task).epoch;
    }

    @Override
    public synchronized List<JournalRow> rows(String task) {
        return List.copyOf(book(task).rows.values());
    }

    @Override
    public synchronized void begin(String task, JournalRow intent, @Nullable Wait opens) {
        requireCurrent(task, intent);
        book(task).rows.put(intent.sequence(), intent);
        if (opens != null) {
            waits.put(opens.id(), opens);
        }
    }

    @Override
    public synchronized List<Alerted> commit(String task, JournalRow done, Effects effects) {
        requireCurrent(task, done);
        effects.drafts().forEach(this::requireNext);
        Effects.Append append = effects.append();
        if (append != null) {
            requireSeen(append);
        }
        List<Alerted> alerts =
                effects.due() == null ? List.of() : effects.due().settle(ledger).alerts();
        if (append != null) {
            memory.append(append.session(), append.seen(), append.messages());
        }
        effects.drafts().forEach(draft -> versions(draft.document()).add(draft));
        effects.closes().forEach(this::close);
        if (effects.opens() != null) {
            waits.put(effects.opens().id(), effects.opens());
        }
        book(task).rows.put(done.sequence(), done.withAlerts(alerts));
        book(task).ended |= effects.ends();
        return alerts;
    }

    private void requireCurrent(String task, JournalRow row) {
        long current = book(task).epoch;
        if (row.epoch() != current) {
            throw new StaleEpochException(task, row.epoch(), current);
        }
    }

    private void requireSeen(Effects.Append append) {
        int present = memory.read(append.session()).size();
        if (present != append.seen()) {
            throw new MemoryConflictException(append.session(), append.seen(), present);
        }
    }

    private void requireNext(Draft draft) {
        int present = versions(draft.document()).size();
        if (draft.version() != present + 1) {
            throw new DocumentConflictException(draft.document(), draft.version(), present);
        }
    }

    private void close(String id) {
        Wait over = waits.remove(id);
        if (over != null) {
            pastWaits.put(id, over);
        }
    }

    @Override
    public synchronized Delivery signal(String task, String name, String payload) {
        Book book = book(task);
        String earlier = book.signals.get(name);
        if (earlier != null) {
            return new Delivery.Earlier(earlier);
        }
        if (book.ended) {
            return new Delivery.TooLate();
        }
        book.signals.put(name, payload);
        return new Delivery.Accepted();
    }

    @Override
    public synchronized Delivery answer(Wait wait, String payload) {
        String earlier = book(wait.task()).signals.get(wait.signal());
        if (earlier != null) {
            return new Delivery.Earlier(earlier);
        }
        return waits.containsKey(wait.id()) ? signal(wait.task(), wait.signal(), payload) : new Delivery.TooLate();
    }

    @Override
    public synchronized Optional<String> signal(String task, String name) {
        return Optional.ofNullable(book(task).signals.get(name));
    }

    @Override
    public synchronized Delivery cancel(String task, Cancellation cancellation) {
        Delivery delivery = signal(task, CANCEL, Canonical.json(cancellation));
        if (delivery instanceof Delivery.Accepted) {
            Book book = book(task);
            book.epoch++;
            book.ended = true;
            waits.values().stream()
                    .filter(wait -> wait.task().equals(task))
                    .map(Wait::id)
                    .toList()
                    .forEach(this::close);
        }
        return delivery;
    }

    @Override
    public synchronized List<Wait> waits() {
        return waits.values().stream()
                .sorted(Comparator.comparing(Wait::since).thenComparing(wait -> wait.id()))
                .toList();
    }

    @Override
    public synchronized Optional<Wait> pastWait(String id) {
        return Optional.ofNullable(pastWaits.get(id));
    }

    @Override
    public synchronized Optional<Draft> latest(String document) {
        return version(document, versions(document).size());
    }

    @Override
    public synchronized Optional<Draft> version(String document, long version) {
        List<Draft> all = versions(document);
        return version < 1 || version > all.size()
                ? Optional.empty()
                : Optional.of(all.get(Math.toIntExact(version) - 1));
    }

    private List<Draft> versions(String document) {
        return documents.computeIfAbsent(document, name -> new ArrayList<>());
    }

    private Book book(String task) {
        return books.computeIfAbsent(task, id -> new Book());
    }
}
