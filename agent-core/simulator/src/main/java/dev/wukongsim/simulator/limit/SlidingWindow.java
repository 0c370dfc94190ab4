package dev.wukongsim.simulator.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was used in the last so many seconds. Not thread-safe. */
final class SlidingWindow {

    private record Use(Instant time, long amount) {}

    private final Duration length;
    private final Deque<Use> uses = new ArrayDeque<>();
    private long sum;

    SlidingWindow(Duration length) {
        this.length = length;
    }

    void add(long amount, Instant now) {
        uses.addLast(new Use(now, amount));
        sum += amount;
    }

    /** What was used after {@code now - length}. */
    long sum(Instant now) {
        while (!uses.isEmpty() && !uses.getFirst().time().plus(length).isAfter(now)) {
            sum -= uses.removeFirst().amount();
        }
        return sum;
    }

    /** When no more than so much of what is in the window now will still be in it. */
    Instant whenAtMost(long amount, Instant now) {
        long left = sum(now);
        for (Use use : uses) {
            if (left <= amount) {
                return now;
            }
            left -= use.amount();
            if (left <= amount) {
                return use.time().plus(length);
            }
        }
        return now;
    }
}
