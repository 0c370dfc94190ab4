package dev.wukongsim.simulator.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Iterator;
import java.util.random.RandomGenerator;

/**
 * How fast the mocked model streams.
 *
 * @param firstToken until the first event
 * @param tokensPerSecond of the events after it
 * @param jitter by which part each wait is shorter or longer at random, from 0 to 1
 */
public record Pace(Duration firstToken, double tokensPerSecond, double jitter) {

    private static final double NANOS = 1e9;

    public Pace {
        requireNonNull(firstToken, "firstToken is null");
        if (firstToken.isNegative() || !(tokensPerSecond > 0) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("Pace needs a first token after zero or more, more than zero tokens "
                    + "per second and a jitter from 0 to 1: " + firstToken + ", " + tokensPerSecond + ", " + jitter);
        }
    }

    /** An even pace. */
    public Pace(Duration firstToken, double tokensPerSecond) {
        this(firstToken, tokensPerSecond, 0);
    }

    /** As fast as it can. */
    public static Pace unlimited() {
        return new Pace(Duration.ZERO, Double.POSITIVE_INFINITY);
    }

    /** With this pause before each event. */
    static Pace every(Duration pause) {
        return new Pace(pause, NANOS / pause.toNanos());
    }

    boolean isUnlimited() {
        return firstToken.isZero() && Double.isInfinite(tokensPerSecond);
    }

    /** When one event after the other is due, from the beginning of the answer; without end. */
    Iterator<Duration> dues(RandomGenerator random) {
        return new Iterator<>() {

            private double due;
            private boolean begun;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Duration next() {
                double wait = begun ? NANOS / tokensPerSecond : firstToken.toNanos();
                begun = true;
                due += wait * (1 + jitter * (2 * random.nextDouble() - 1));
                return Duration.ofNanos(Math.round(due));
            }
        };
    }
}
