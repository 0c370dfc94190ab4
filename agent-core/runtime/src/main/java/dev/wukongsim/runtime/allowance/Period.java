package dev.wukongsim.runtime.allowance;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/** A month, from its first moment to the first one after it. */
public record Period(YearMonth month, ZoneId zone) {

    public Period {
        requireNonNull(month, "month is null");
        requireNonNull(zone, "zone is null");
    }

    public Instant start() {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** The first moment of the next month. */
    public Instant end() {
        return new Period(month.plusMonths(1), zone).start();
    }

    /** How much of it is over, from 0 to 1. */
    public double elapsed(Instant now) {
        double millis = (double) now.toEpochMilli() - start().toEpochMilli();
        return Math.clamp(millis / (end().toEpochMilli() - start().toEpochMilli()), 0, 1);
    }
}
