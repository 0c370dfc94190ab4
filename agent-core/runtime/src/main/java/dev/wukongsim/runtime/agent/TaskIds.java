package dev.wukongsim.runtime.agent;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes ids that sort by time and can be read aloud: {@code t-20261122-093015-k3f9z}. */
public final class TaskIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SUFFIXES = 36 * 36 * 36 * 36 * 36;
    private static final int SUFFIX_LENGTH = 5;

    private final InstantSource clock;
    private final RandomGenerator random;

    public TaskIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public String next() {
        String suffix = Integer.toString(random.nextInt(SUFFIXES), Character.MAX_RADIX);
        return "t-" + TIME.format(clock.instant()) + "-" + "0".repeat(SUFFIX_LENGTH - suffix.length()) + suffix;
    }
}
