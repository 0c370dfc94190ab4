package dev.wukongsim.runtime.turn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wukongsim.runtime.model.ModelException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final long NO_JITTER = 0;

    @Test
    void doublesWithEachAttemptUpToTwoMinutes() {
        List<Duration> pauses = IntStream.rangeClosed(1, 10)
                .mapToObj(attempt -> Backoff.pause(Kind.TRANSIENT, attempt, null, NO_JITTER))
                .toList();

        assertThat(pauses)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L, 120L);
    }

    @Test
    void beginsMoreSlowlyAfterABurst() {
        assertThat(Backoff.pause(Kind.BURST, 1, null, NO_JITTER)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Backoff.pause(Kind.RATE, 1, null, NO_JITTER)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void spreadsTheWaitsOfManyClientsOverTheUpperHalf() {
        SplittableRandom random = new SplittableRandom(7);

        List<Duration> pauses = IntStream.range(0, 1_000)
                .mapToObj(client -> Backoff.pause(Kind.RATE, 4, null, random.nextLong()))
                .toList();

        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(4_001), Duration.ofSeconds(8)));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(800);
    }

    @Test
    void neverComesBackBeforeTheEndpointWantsTo() {
        assertThat(Backoff.pause(Kind.RATE, 1, Duration.ofSeconds(17), NO_JITTER))
                .isEqualTo(Duration.ofSeconds(17));
        assertThat(Backoff.pause(Kind.RATE, 5, Duration.ofSeconds(1), NO_JITTER))
                .isEqualTo(Duration.ofSeconds(16));
    }

    @Test
    void waitsLongerWhereThereIsNoOtherModel() {
        assertThat(Backoff.isWorthWaiting(null, true)).isTrue();
        assertThat(Backoff.isWorthWaiting(Duration.ofMinutes(2), false)).isTrue();
        assertThat(Backoff.isWorthWaiting(Duration.ofSeconds(121), false)).isFalse();
        assertThat(Backoff.isWorthWaiting(Duration.ofSeconds(20), true)).isTrue();
        assertThat(Backoff.isWorthWaiting(Duration.ofSeconds(21), true)).isFalse();
    }
}
