package dev.wukongsim.simulator.endpoint;

import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * WireMock's journal for the latest requests alone, the newest first. WireMock's own one, told to keep so many, counts all of
 * them at each request, which took a third of an answer's time. Thread-safe.
 */
final class RecentRequests implements RequestJournalStore {

    private final int limit;
    private final Map<UUID, ServeEvent> events = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, ServeEvent> eldest) {
            return size() > limit;
        }
    };

    RecentRequests(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized Stream<ServeEvent> getAll() {
        return List.copyOf(events.values()).reversed().stream();
    }

    @Override
    public Stream<UUID> getAllKeys() {
        return getAll().map(ServeEvent::getId);
    }

    @Override
    public synchronized Optional<ServeEvent> get(UUID id) {
        return Optional.ofNullable(events.get(id));
    }

    @Override
    public void add(ServeEvent event) {
        put(event.getId(), event);
    }

    @Override
    public synchronized void put(UUID id, ServeEvent event) {
        events.put(id, event);
    }

    /** Forget the oldest one. */
    @Override
    public synchronized void removeLast() {
        events.keySet().stream().findFirst().ifPresent(events::remove);
    }

    @Override
    public synchronized void remove(UUID id) {
        events.remove(id);
    }

    @Override
    public synchronized void clear() {
        events.clear();
    }
}
