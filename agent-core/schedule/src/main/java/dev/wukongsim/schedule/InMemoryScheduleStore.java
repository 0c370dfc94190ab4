package dev.wukongsim.schedule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers as long as the process lives. */
public final class InMemoryScheduleStore implements ScheduleStore {

    private final Map<String, Instant> ticks = new ConcurrentHashMap<>();
    private final Map<String, Sight> sights = new ConcurrentHashMap<>();

    @Override
    public Optional<Remembered> find(String schedule) {
        return Optional.ofNullable(ticks.get(schedule))
                .map(tick -> new Remembered(tick, Optional.ofNullable(sights.get(schedule))));
    }

    @Override
    public boolean take(String schedule, Instant tick) {
        AtomicBoolean taken = new AtomicBoolean();
        ticks.compute(schedule, (name, last) -> {
            taken.set(last == null || last.isBefore(tick));
            return taken.get() ? tick : last;
        });
        return taken.get();
    }

    @Override
    public void saw(String schedule, Sight sight) {
        sights.merge(schedule, sight, (last, next) -> last.tick().isAfter(next.tick()) ? last : next);
    }
}
