package dev.wukongsim.runtime.durable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A journal that lives as long as the process. */
public final class InMemoryJournal implements Journal {

    private static final class Book {
        private long epoch;
        private final Map<Integer, JournalRow> rows = new TreeMap<>();
        private final Map<String, String> signals = new HashMap<>();
    }

    private final Map<String, Book> books = new HashMap<>();

    @Override
    public synchronized long claim(String task) {
        return ++book(task).epoch;
    }

    @Override
    public synchronized List<JournalRow> rows(String task) {
        return List.copyOf(book(task).rows.values());
    }

    @Override
    public synchronized void write(String task, JournalRow row) {
        Book book = book(task);
        if (row.epoch() != book.epoch) {
            throw new StaleEpochException(task, row.epoch(), book.epoch);
        }
        book.rows.put(row.sequence(), row);
    }

    @Override
    public synchronized void signal(String task, String name, String payload) {
        book(task).signals.putIfAbsent(name, payload);
    }

    @Override
    public synchronized Optional<String> signal(String task, String name) {
        return Optional.ofNullable(book(task).signals.get(name));
    }

    private Book book(String task) {
        return books.computeIfAbsent(task, id -> new Book());
    }
}
