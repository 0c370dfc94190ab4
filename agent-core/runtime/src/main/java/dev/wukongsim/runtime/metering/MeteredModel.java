package dev.wukongsim.runtime.metering;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import java.util.List;
import java.util.Optional;

/**
 * A model that spends no token it does not have: each attempt reserves its worst case, in tokens and at list price, on
 * every account before it leaves, and says what is to be settled after, so that this can be done together with whatever
 * the caller makes of the answer. Where the accounts have room for less than the worst case, the answer is made shorter to
 * fit.
 */
public final class MeteredModel {

    private final ModelClient model;
    private final Meter meter;
    private final Prices prices;

    /** A model without prices: accounts in money refuse its calls. */
    public MeteredModel(ModelClient model, TokenLedger ledger, TokenCounter counter) {
        this(model, ledger, counter, PriceList.unpriced());
    }

    public MeteredModel(ModelClient model, TokenLedger ledger, TokenCounter counter, PriceList prices) {
        this.model = model;
        this.prices = new Prices(prices);
        this.meter = new Meter(ledger, counter, this.prices);
    }

    /** What came of one attempt. */
    public sealed interface Attempt {

        /**
         * The model answered.
         *
         * @param held tokens that were reserved
         * @param shortened whether the budget allowed less output than the request asked for
         * @param due what the call used; the caller settles it
         */
        record Replied(ModelReply reply, long held, boolean shortened, Due due) implements Attempt {}

        /** The request did not leave. */
        record Refused(ReserveAnswer.Refused refusal) implements Attempt {}

        /**
         * There is no whole answer.
         *
         * @param due what the attempt may have used
         */
        record Failed(ModelException failure, Due due) implements Attempt {}
    }

    /** Make one attempt that leaves only if there is room for it. */
    public Attempt attempt(String reservation, List<String> path, ChatRequest request, TokenListener listener) {
        return attempt(reservation, Funding.of(path), true, request, listener);
    }

    /**
     * Make one attempt.
     *
     * @param reservation names the attempt; if an earlier one had this name, as before a crash, a number is added
     * @param enforced false to let it leave whatever room there is; it is held and charged all the same
     * @param request bounds its output with {@code maxOutputTokens}
     */
    public Attempt attempt(
            String reservation, Funding funding, boolean enforced, ChatRequest request, TokenListener listener) {
        return switch (meter.begin(reservation, new Payer(funding, enforced, false, Payer.LEASE), request)) {
            case Meter.Answer.Admitted admitted -> call(admitted.call(), new Arrived(listener));
            case Meter.Answer.Refused refused -> new Attempt.Refused(refused.refusal());
        };
    }

    /**
     * Make one attempt with what a reservation holds already.
     *
     * @param held tokens of the reservation; the request takes fewer
     * @throws dev.wukongsim.runtime.budget.ReservationStateException if the reservation has ended; nothing was asked
     */
    public Attempt attemptHeld(String reservation, long held, ChatRequest request, TokenListener listener) {
        return call(meter.dispatch(reservation, held, request), new Arrived(listener));
    }

    /** Settle what an attempt used, if that was not done otherwise. */
    public void settle(Due due) {
        meter.settle(due);
    }

    /** What would refuse an attempt at this moment; empty if nothing would. Nothing is held. */
    public Optional<ReserveAnswer.Refused> obstacle(Funding funding, ChatRequest request) {
        return meter.obstacle(new Payer(funding, true, false, Payer.LEASE), request);
    }

    /** The most that a call of so many tokens can take, however they are parted between input and output. */
    public Amount ceiling(String modelName, long tokens) {
        return new Amount(tokens, prices.ceiling(modelName, tokens, tokens, false));
    }

    /**
     * End what an attempt of an earlier run has left behind. If its call had left, all that it held is charged as an
     * estimate; should its actual usage turn up later, the ledger replaces the estimate.
     *
     * @param reservation as it was given to {@link #attempt}
     */
    public void abandon(String reservation) {
        meter.abandon(reservation);
    }

    private Attempt call(MeteredCall call, Arrived arrived) {
        ModelReply reply;
        try {
            reply = model.call(call.request(), arrived);
        } catch (ModelException e) {
            return new Attempt.Failed(e, call.due(e, arrived));
        } catch (RuntimeException e) {
            call.failWith(e, arrived);
            throw e;
        }
        return new Attempt.Replied(reply, call.held(), call.shortened(), call.due(reply.usage()));
    }
}
