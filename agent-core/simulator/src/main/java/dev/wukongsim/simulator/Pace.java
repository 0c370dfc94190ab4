package dev.wukongsim.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How fast the mocked model streams.
 *
 * @param firstToken until the first event
 * @param tokensPerSecond of the events after it
 */
public record Pace(Duration firstToken, double tokensPerSecond) {

    public Pace {
        requireNonNull(firstToken, "firstToken is null");
        if (firstToken.isNegative() || !(tokensPerSecond > 0)) {
            throw new IllegalArgumentException("Pace needs a first token after zero or more and more than zero tokens "
                    + "per second: " + firstToken + ", " + tokensPerSecond);
        }
    }

    /** As fast as it can. */
    public static Pace unlimited() {
        return new Pace(Duration.ZERO, Double.POSITIVE_INFINITY);
    }

    /** When an event is due, from the beginning of the answer. */
    Duration due(int event) {
        return firstToken.plusNanos(Math.round(event * 1e9 / tokensPerSecond));
    }
}
