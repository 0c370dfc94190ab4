package dev.wukongsim.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CalibrationTests {

    private static final long LARGEST = 1_000_000;

    /** Two counts of one request. */
    record Observation(long local, long server) {
        double ratio() {
            return (double) server / local;
        }
    }

    @Test
    void estimatesOurOwnCountWithAFixedMarginAtFirst() {
        assertThat(Calibration.NONE.estimate(1_000)).isEqualTo(1_000);
        assertThat(Calibration.NONE.upperBound(1_000)).isEqualTo(1_250);
    }

    @Test
    void believesTheFirstObservationAndMovesByATenthAfterwards() {
        Calibration first = Calibration.NONE.observe(1_000, 800);
        Calibration second = first.observe(1_000, 900);

        assertThat(first.ratio()).isEqualTo(0.8);
        assertThat(second.ratio()).isCloseTo(0.81, within(1e-12));
        assertThat(first.recent()).containsExactly(0.8);
    }

    @Test
    void leavesOneCallInAHundredAboveTheUpperBound() {
        Calibration calibration = Calibration.NONE;
        for (int i = 0; i < 200; i++) {
            calibration = calibration.observe(1_000, i == 100 || i == 150 ? 3_000 : 1_000 + i % 50);
        }

        assertThat(calibration.recent()).hasSize(200);
        assertThat(calibration.upperBound(1_000)).isBetween(1_049L, 1_300L);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        Calibration calibration = Calibration.NONE.observe(1_000, 9_000);
        for (int i = 0; i < 200; i++) {
            calibration = calibration.observe(1_000, 900);
        }

        assertThat(calibration.recent()).hasSize(200).containsOnly(0.9);
        assertThat(calibration.estimate(1_000)).isEqualTo(900);
        assertThat(calibration.upperBound(1_000)).isBetween(900L, 901L);
    }

    @Test
    void refusesCountsAndRatiosThatCannotBe() {
        assertThatThrownBy(() -> Calibration.NONE.observe(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Counts to calibrate by must be positive, and are 0 of ours and 5 reported");
        assertThatThrownBy(() -> Calibration.NONE.observe(5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(Double.NaN, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(1, List.of(1.0, -1.0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void estimatesBetweenTheLowestAndTheHighestRatioSeen(
            @ForAll("observations") @Size(min = 1, max = 300) List<Observation> observations,
            @ForAll @LongRange(max = LARGEST) long local) {
        Calibration calibration = after(observations);
        double lowest =
                observations.stream().mapToDouble(Observation::ratio).min().orElseThrow();
        double highest =
                observations.stream().mapToDouble(Observation::ratio).max().orElseThrow();

        assertThat((double) calibration.estimate(local)).isBetween(local * lowest - 1, local * highest + 1);
    }

    @Property
    void neverBoundsBelowTheEstimate(
            @ForAll("observations") @Size(max = 300) List<Observation> observations,
            @ForAll @LongRange(max = LARGEST) long local) {
        Calibration calibration = after(observations);

        assertThat(calibration.upperBound(local)).isGreaterThanOrEqualTo(calibration.estimate(local));
    }

    @Property
    void boundsNinetyNineOfAHundredOfWhatItRemembers(
            @ForAll("observations") @Size(min = 1, max = 300) List<Observation> observations) {
        Calibration calibration = after(observations);
        List<Observation> remembered =
                observations.subList(Math.max(0, observations.size() - 200), observations.size());

        long above = remembered.stream()
                .filter(observation -> observation.server() > calibration.upperBound(observation.local()))
                .count();

        assertThat(above).isLessThanOrEqualTo(remembered.size() / 100);
    }

    @Property
    void learnsASteadyRatioAtOnceAndKeepsIt(
            @ForAll @LongRange(min = 1, max = 40) long server,
            @ForAll @Size(min = 1, max = 250) List<@LongRange(min = 1, max = 10_000) Long> requests) {
        Calibration calibration = after(requests.stream()
                .map(size -> new Observation(10 * size, server * size))
                .toList());

        assertThat(calibration.estimate(10_000)).isEqualTo(1_000 * server);
    }

    @Provide
    Arbitrary<List<Observation>> observations() {
        Arbitrary<Long> counts = Arbitraries.longs().between(1, LARGEST);
        return Combinators.combine(counts, counts).as(Observation::new).list();
    }

    private static Calibration after(List<Observation> observations) {
        Calibration calibration = Calibration.NONE;
        for (Observation observation : observations) {
            calibration = calibration.observe(observation.local(), observation.server());
        }
        return calibration;
    }
}
