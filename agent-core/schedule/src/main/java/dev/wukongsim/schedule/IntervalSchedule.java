package dev.wukongsim.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Ticks at equal distances from the beginning of 1970 in a zone. */
record IntervalSchedule(Duration interval, ZoneId zone) implements Schedule {

    IntervalSchedule {
        requireNonNull(zone, "zone is null");
        if (!interval.isPositive() || !interval.equals(Duration.ofSeconds(interval.toSeconds()))) {
            throw new IllegalArgumentException("An interval is whole seconds, at least one, not " + interval);
        }
    }

    @Override
    public Instant next(Instant moment) {
        return floor(moment).plus(interval);
    }

    @Override
    public Optional<Instant> last(Instant moment) {
        return Optional.of(floor(moment));
    }

    private Instant floor(Instant moment) {
        long start = LocalDate.EPOCH.atStartOfDay(zone).toEpochSecond();
        long passed = Math.floorDiv(moment.getEpochSecond() - start, interval.toSeconds());
        return Instant.ofEpochSecond(start).plus(interval.multipliedBy(passed));
    }

    @Override
    public String toString() {
        return interval.toString();
    }
}
