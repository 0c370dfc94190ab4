package dev.wukongsim.simulator.limit;

import dev.wukongsim.runtime.model.Money;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.Usage;
import dev.wukongsim.simulator.fault.KnownError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The money of the account, charged at list price: credit that was paid before, a budget that stops calls, free tokens of
 * each model. As with the provider, the call that uses up the rest is answered and charged, and the stop of a budget may
 * come late. Time is told by the caller. Thread-safe.
 */
public final class Wallet {

    private final PriceList prices;
    private final @Nullable Long creditMicros;
    private final @Nullable Long budgetMicros;
    private final Duration stopDelay;
    private final @Nullable Long freeTokens;
    private final Map<String, Long> tokens = new ConcurrentHashMap<>();
    private long spentMicros;
    private @Nullable Instant exhausted;

    private Wallet(
            PriceList prices,
            @Nullable Long creditMicros,
            @Nullable Long budgetMicros,
            Duration stopDelay,
            @Nullable Long freeTokens) {
        this.prices = prices;
        this.creditMicros = creditMicros;
        this.budgetMicros = budgetMicros;
        this.stopDelay = stopDelay;
        this.freeTokens = freeTokens;
    }

    /** Never empty. */
    public static Wallet bottomless(PriceList prices) {
        return new Wallet(prices, null, null, Duration.ZERO, null);
    }

    /** With so much credit, after which the account is in arrears. */
    public Wallet withCredit(long micros) {
        return new Wallet(prices, micros, budgetMicros, stopDelay, freeTokens);
    }

    /**
     * With a budget.
     *
     * @param delay how long calls are still answered, and charged, after it is used up
     */
    public Wallet withBudget(long micros, Duration delay) {
        return new Wallet(prices, creditMicros, micros, delay, freeTokens);
    }

    /** With so many free tokens of each model, and set to use no others. */
    public Wallet withFreeTokensOnly(long number) {
        return new Wallet(prices, creditMicros, budgetMicros, stopDelay, number);
    }

    /** Why a call is not answered for lack of money; empty if it is. */
    public synchronized Optional<KnownError> refusal(String model, Instant now) {
        if (creditMicros != null && spentMicros >= creditMicros) {
            return Optional.of(KnownError.ARREARS);
        }
        if (exhausted != null && !now.isBefore(exhausted.plus(stopDelay))) {
            return Optional.of(KnownError.BUDGET);
        }
        boolean used = freeTokens != null && tokens.getOrDefault(model, 0L) >= freeTokens;
        return used ? Optional.of(KnownError.FREE_ONLY) : Optional.empty();
    }

    /** Charge an answered call. A model without a price costs nothing. */
    public synchronized void charge(String model, Usage usage, Instant now) {
        tokens.merge(model, usage.total(), Long::sum);
        if (countsMoney()) {
            spentMicros += prices.price(model, usage).map(Money::micros).orElse(0L);
        }
        if (budgetMicros != null && exhausted == null && spentMicros >= budgetMicros) {
            exhausted = now;
        }
    }

    /** Where money has no end, nobody counts it; pricing takes longer than much else of an answer. */
    private boolean countsMoney() {
        return creditMicros != null || budgetMicros != null;
    }

    /** What was charged to credit and budget, in millionths of a yuan; zero if there is neither. */
    public synchronized long spentMicros() {
        return spentMicros;
    }
}
