package dev.wukongsim.qwen;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of how a model's own token counts differ from ours: a moving average of the ratio between them, and the
 * latest ratios one by one, of which the 99th percentile is the margin. Immutable, and plain data for whoever wants to
 * keep it.
 *
 * @param ratio the model's count for one token of ours; the newest observation weighs a tenth
 * @param recent the latest ratios, the oldest first; at most 200
 */
public record Calibration(double ratio, List<Double> recent) {

    /** Nothing is known: our count is the best estimate. */
    public static final Calibration NONE = new Calibration(1, List.of());

    private static final int WINDOW = 200;
    private static final double WEIGHT = 0.1;
    private static final double PERCENTILE = 0.99;

    /** Fewer ratios than this have no 99th percentile, so a fixed margin applies as well. */
    private static final int ENOUGH = 100;

    private static final double MARGIN_UNTIL_ENOUGH = 0.25;

    public Calibration {
        recent = List.copyOf(recent);
        if (!isRatio(ratio) || !recent.stream().allMatch(Calibration::isRatio) || recent.size() > WINDOW) {
            throw new IllegalArgumentException(
                    "A calibration has positive ratios, at most " + WINDOW + " of them: " + ratio + ", " + recent);
        }
    }

    private static boolean isRatio(double ratio) {
        return ratio > 0 && Double.isFinite(ratio);
    }

    /**
     * The calibration after one more call.
     *
     * @param local our count of a request
     * @param server the model's count of the same request
     * @throws IllegalArgumentException if one of them is not positive
     */
    public Calibration observe(long local, long server) {
        if (local <= 0 || server <= 0) {
            throw new IllegalArgumentException("Counts to calibrate by must be positive, and are " + local
                    + " of ours and " + server + " reported");
        }
        double observed = (double) server / local;
        List<Double> latest = new ArrayList<>(recent.size() < WINDOW ? recent : recent.subList(1, WINDOW));
        latest.add(observed);
        return new Calibration(recent.isEmpty() ? observed : ratio + WEIGHT * (observed - ratio), latest);
    }

    /** The model's most likely count for a count of ours. */
    public long estimate(long local) {
        return Math.round(local * ratio);
    }

    /** A count that the model exceeds in one call of a hundred, for what must be reserved. Never below the estimate. */
    public long upperBound(long local) {
        return (long) Math.ceil(local * ratio * (1 + margin()));
    }

    /** By how much the upper bound lies above the estimate, as a part of it. */
    public double margin() {
        double highest = Math.max(ratio, percentile());
        double seen = highest / ratio - 1;
        return recent.size() < ENOUGH ? Math.max(MARGIN_UNTIL_ENOUGH, seen) : seen;
    }

    /** Whether every call so far was counted as we count. */
    boolean agrees() {
        return ratio == 1 && recent.stream().allMatch(observed -> observed == 1);
    }

    private double percentile() {
        if (recent.isEmpty()) {
            return ratio;
        }
        int rank = (int) Math.ceil(PERCENTILE * recent.size());
        return recent.stream().sorted().skip(rank - 1L).findFirst().orElseThrow();
    }
}
