package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenizerBenchmarkTests {

    @Test
    void dividesTokensByTheTimeOfTheGivenClock() {
        AtomicLong clock = new AtomicLong();
        TokenizerBenchmark benchmark = new TokenizerBenchmark(() -> clock.getAndAdd(50_000_000), 0, 3);

        TokenizerBenchmark.Figures figures = benchmark.run();

        assertThat(figures.runs()).isEqualTo(3);
        assertThat(figures.overall().medianTokensPerSecond()).isEqualTo(figures.tokensPerRun() * 5);
        assertThat(figures.english().medianTokensPerSecond()
                        + figures.code().medianTokensPerSecond()
                        + figures.chinese().medianTokensPerSecond()
                        + figures.mixed().medianTokensPerSecond())
                .isEqualTo(figures.tokensPerRun() * 20);
    }

    @Test
    void tellsTheSlowestMiddleAndQuickestRunApart() {
        AtomicLong clock = new AtomicLong();
        AtomicLong readings = new AtomicLong();
        TokenizerBenchmark benchmark =
                new TokenizerBenchmark(() -> clock.getAndAdd(1_000_000 * (1 + readings.getAndIncrement() / 8)), 1, 3);

        TokenizerBenchmark.Speed speed = benchmark.run().overall();

        assertThat(speed.maxTokensPerSecond()).isGreaterThan(speed.medianTokensPerSecond());
        assertThat(speed.medianTokensPerSecond()).isGreaterThan(speed.minTokensPerSecond());
    }
}
