package dev.wukongsim.runtime.metering;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import java.util.Optional;

/**
 * One call that the ledger has let out, under way until it is settled.
 *
 * @param request as it may leave: its output is bounded by what is held
 * @param input the counted tokens of the request
 * @param held tokens that are reserved
 * @param shortened whether the budget allowed less output than the request asked for
 */
record MeteredCall(
        String reservation,
        ChatRequest request,
        String model,
        long input,
        long held,
        boolean shortened,
        TokenLedger ledger,
        TokenCounter counter,
        Prices prices) {

    Charge settle(Usage usage) {
        Optional<Money> price = prices.price(model, usage);
        Settled settled = due(usage).settle(ledger);
        return new Charge(usage, price, settled.settlement(), settled.alerts());
    }

    /** What is to be settled for a whole answer. */
    Due due(Usage usage) {
        return new Due(reservation, usage, Prices.micros(prices.price(model, usage)));
    }

    /** What is to be settled if the answer will not become whole. */
    Due due(Throwable failure, Arrived arrived) {
        return due(usage(failure, arrived));
    }

    /** Settle a call whose answer will not become whole. */
    Charge fail(Throwable failure, Arrived arrived) {
        return settle(usage(failure, arrived));
    }

    /** What arrived was worked for, and so was the input before it. */
    private Usage usage(Throwable failure, Arrived arrived) {
        return arrived.isEmpty() && Unworked.isProvenBy(failure) ? Usage.NONE : arrived.usage(input, counter);
    }

    /** As {@link #fail}, but a ledger that fails too does not hide why the call did. */
    void failWith(Throwable failure, Arrived arrived) {
        try {
            fail(failure, arrived);
        } catch (RuntimeException ofTheLedger) {
            failure.addSuppressed(ofTheLedger);
        }
    }

    /** Settle a call that nobody waits for any more, by what arrived of its answer. */
    Charge breakOff(Arrived arrived) {
        return settle(arrived.usage(input, counter));
    }
}
