package dev.wukongsim.runtime.metering;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.ModelClient;
import dev.wukongsim.runtime.model.ModelException;
import dev.wukongsim.runtime.model.ModelReply;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that spends no token it does not have: each attempt reserves its worst case on every account of the path before
 * it leaves and settles what it used after. Where the accounts have room for less than the worst case, the answer is
 * made shorter to fit.
 */
public final class MeteredModel {

    private static final Logger LOG = LoggerFactory.getLogger(MeteredModel.class);

    /** An answer shorter than this is not worth a call. */
    private static final long LEAST_OUTPUT = 64;

    /** Longer than a call takes; one that is not heard of for so long is charged in full. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final ModelClient model;
    private final TokenLedger ledger;
    private final TokenCounter counter;

    public MeteredModel(ModelClient model, TokenLedger ledger, TokenCounter counter) {
        this.model = model;
        this.ledger = ledger;
        this.counter = counter;
    }

    /** What came of one attempt. */
    public sealed interface Attempt {

        /**
         * The model answered.
         *
         * @param held tokens that were reserved
         * @param shortened whether the budget allowed less output than the request asked for
         */
        record Replied(ModelReply reply, long held, boolean shortened) implements Attempt {}

        /** The request did not leave. */
        record Refused(ReserveAnswer.Refused refusal) implements Attempt {}

        /**
         * There is no whole answer.
         *
         * @param charged what the attempt may have cost
         */
        record Failed(ModelException failure, Usage charged) implements Attempt {}
    }

    /**
     * Make one attempt.
     *
     * @param reservation names the attempt; if an earlier one of this name has ended, as before a crash, a number is added
     * @param path accounts from the leaf to the root
     * @param request bounds its output with {@code maxOutputTokens}
     */
    public Attempt attempt(String reservation, List<String> path, ChatRequest request, TokenListener listener) {
        long input = counter.count(request);
        Hold hold = hold(reservation, path, input, request.maxOutputTokens());
        return switch (hold.answer()) {
            case ReserveAnswer.Refused refused -> new Attempt.Refused(refused);
            case ReserveAnswer.Granted granted -> call(hold.reservation(), request, input, granted.tokens(), listener);
        };
    }

    /**
     * Make one attempt with what a reservation holds already.
     *
     * @param held tokens of the reservation; the request takes fewer
     * @throws ReservationStateException if the reservation has ended or is under way; nothing was asked
     */
    public Attempt attemptHeld(String reservation, long held, ChatRequest request, TokenListener listener) {
        long input = counter.count(request);
        ledger.dispatch(reservation);
        return call(reservation, request, input, held, listener);
    }

    private record Hold(String reservation, ReserveAnswer answer) {}

    private Hold hold(String reservation, List<String> path, long input, long output) {
        long least = input + Math.min(output, LEAST_OUTPUT);
        for (int again = 1; ; again++) {
            String name = again == 1 ? reservation : reservation + "~" + again;
            try {
                ReserveAnswer answer = ledger.reserve(name, path, input + output, least, LEASE);
                if (answer instanceof ReserveAnswer.Granted) {
                    ledger.dispatch(name);
                }
                return new Hold(name, answer);
            } catch (ReservationStateException e) {
                LOG.debug("Reserving anew: {}", e.getMessage());
            }
        }
    }

    private Attempt call(String reservation, ChatRequest request, long input, long held, TokenListener listener) {
        long output = held - input;
        boolean shortened = output < request.maxOutputTokens();
        ModelReply reply;
        try {
            reply = model.call(shortened ? withOutput(request, output) : request, listener);
        } catch (ModelException e) {
            Usage charged = costOfFailure(e, input);
            ledger.settle(reservation, charged);
            return new Attempt.Failed(e, charged);
        } catch (RuntimeException e) {
            ledger.settle(reservation, Usage.estimate(input, 0));
            throw e;
        }
        ledger.settle(reservation, reply.usage());
        return new Attempt.Replied(reply, held, shortened);
    }

    /** An endpoint that refused or was not reached has not worked; one that broke off may have read the whole input. */
    private static Usage costOfFailure(ModelException failure, long input) {
        return failure.kind() == ModelException.Kind.TRANSIENT ? Usage.estimate(input, 0) : Usage.NONE;
    }

    private static ChatRequest withOutput(ChatRequest request, long tokens) {
        ChatRequestParameters shorter = ChatRequestParameters.builder()
                .maxOutputTokens(Math.toIntExact(tokens))
                .build();
        return ChatRequest.builder()
                .messages(request.messages())
                .parameters(request.parameters().overrideWith(shorter))
                .build();
    }
}
