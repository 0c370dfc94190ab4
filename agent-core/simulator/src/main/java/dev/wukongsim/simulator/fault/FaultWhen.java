package dev.wukongsim.simulator.fault;

import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault befalls. All guards that are there must hold; requests are counted when the model and the lane fit.
 *
 * @param model only requests for this one
 * @param lane only requests of this lane
 * @param nth only this one of them, from 1
 * @param times at most so many of them
 * @param probability of each, from 0 to 1; certain if null
 */
public record FaultWhen(
        @Nullable String model,
        @Nullable String lane,
        @Nullable Integer nth,
        @Nullable Integer times,
        @Nullable Double probability) {

    /** Every request. */
    public static final FaultWhen ALWAYS = new FaultWhen(null, null, null, null, null);

    public FaultWhen {
        boolean likely = probability == null || (probability >= 0 && probability <= 1);
        if (!likely || (nth != null && nth < 1) || (times != null && times < 1)) {
            throw new IllegalArgumentException("A fault needs a probability from 0 to 1, and 'nth' and 'times' from 1: "
                    + probability + ", " + nth + ", " + times);
        }
    }

    /** Only the nth request, from 1. */
    public static FaultWhen nth(int number) {
        return new FaultWhen(null, null, number, null, null);
    }

    /** Each request with this probability. */
    public static FaultWhen probability(double share) {
        return new FaultWhen(null, null, null, null, share);
    }

    /** These guards, for requests of one lane. */
    public FaultWhen inLane(String name) {
        return new FaultWhen(model, name, nth, times, probability);
    }

    /** These guards, for requests for one model. */
    public FaultWhen forModel(String name) {
        return new FaultWhen(name, lane, nth, times, probability);
    }

    boolean fits(String requestModel, String requestLane) {
        return (model == null || model.equals(requestModel)) && (lane == null || lane.equals(requestLane));
    }
}
