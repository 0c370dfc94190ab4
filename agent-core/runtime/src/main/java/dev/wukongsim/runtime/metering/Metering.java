package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.wukongsim.runtime.budget.Funding;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.PriceList;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How calls of LangChain4j models are metered: by which ledger, on whose account. Thread-safe, and may serve any number
 * of models.
 *
 * <pre>{@code
 * Metering metering = Metering.builder(ledger, Funding.of(List.of("task:t-1")), ids).build();
 * ChatModel model = new MeteredChatModel(openAi, metering);
 * }</pre>
 *
 * <p>Each call is one attempt: let the model inside retry nothing ({@code maxRetries(0)}), and retry around the metered
 * one.
 */
public final class Metering {

    private final Meter meter;
    private final Payer payer;
    private final Supplier<String> ids;
    private final UsageReader usage;
    private final int defaultOutput;

    private Metering(Builder builder) {
        this.meter = new Meter(builder.ledger, builder.counter, new Prices(builder.prices));
        this.payer = new Payer(builder.funding, true, builder.marksCache, builder.lease);
        this.ids = builder.ids;
        this.usage = builder.usage;
        this.defaultOutput = builder.defaultOutput;
    }

    /**
     * Metering that counts by bytes and knows no prices, unless told otherwise.
     *
     * @param ids names each call; a name that an earlier call had gets a number, so that a program may begin again with
     *     the same names
     */
    public static Builder builder(TokenLedger ledger, Funding funding, Supplier<String> ids) {
        return new Builder(ledger, funding, ids);
    }

    /**
     * Let a call out.
     *
     * @throws BudgetExceededException if an account has no room for it
     */
    MeteredCall begin(ChatRequest request, ChatRequestParameters defaults) {
        return switch (meter.begin(ids.get(), payer, bounded(request, defaults))) {
            case Meter.Answer.Admitted admitted -> admitted.call();
            case Meter.Answer.Refused refused -> throw new BudgetExceededException(refused.refusal());
        };
    }

    /** Settle a whole answer: with the usage that is reported, or an estimate that is never zero. */
    Charge settle(MeteredCall call, ChatResponse response) {
        return call.settle(usage.read(response)
                .orElseGet(() -> Usage.estimate(call.input(), meter.counter().count(response.aiMessage()))));
    }

    /** The request as the model inside would complete it, with a bound on its output in any case. */
    private ChatRequest bounded(ChatRequest request, ChatRequestParameters defaults) {
        ChatRequest whole = ChatRequest.builder()
                .messages(request.messages())
                .parameters(defaults.overrideWith(request.parameters()))
                .build();
        return whole.maxOutputTokens() == null ? Meter.withOutput(whole, defaultOutput) : whole;
    }

    /** How to count, price and hold. */
    public static final class Builder {

        private static final int DEFAULT_OUTPUT = 4_096;

        private final TokenLedger ledger;
        private final Funding funding;
        private final Supplier<String> ids;
        private TokenCounter counter = TokenCounter.bytes();
        private PriceList prices = PriceList.unpriced();
        private UsageReader usage = UsageReader.standard();
        private Duration lease = Payer.LEASE;
        private int defaultOutput = DEFAULT_OUTPUT;
        private boolean marksCache;

        private Builder(TokenLedger ledger, Funding funding, Supplier<String> ids) {
            this.ledger = requireNonNull(ledger, "ledger is null");
            this.funding = requireNonNull(funding, "funding is null");
            this.ids = requireNonNull(ids, "ids is null");
        }

        /** How requests are counted before they leave; by their bytes by default, which is never too few. */
        public Builder counter(TokenCounter tokenCounter) {
            counter = requireNonNull(tokenCounter, "tokenCounter is null");
            return this;
        }

        /** What calls cost; unpriced by default, so that accounts in money admit none. */
        public Builder prices(PriceList list) {
            prices = requireNonNull(list, "list is null");
            return this;
        }

        /** How the usage of an answer is read; input and output alone by default. */
        public Builder usage(UsageReader reader) {
            usage = requireNonNull(reader, "reader is null");
            return this;
        }

        /** How long a call may stay unheard of before all that it holds is charged; 15 minutes by default. */
        public Builder lease(Duration time) {
            lease = requireNonNull(time, "time is null");
            return this;
        }

        /** The bound on the output of requests that have none, without which there is no worst case; 4,096 by default. */
        public Builder defaultOutput(int tokens) {
            if (tokens < 1) {
                throw new IllegalArgumentException("A bound on the output must be at least 1 token, not " + tokens);
            }
            defaultOutput = tokens;
            return this;
        }

        /** Say that requests mark what to write to an explicit cache, so that this price is held. */
        public Builder marksCache() {
            marksCache = true;
            return this;
        }

        public Metering build() {
            return new Metering(this);
        }
    }
}
