package dev.wukongsim.runtime.metering;

import static java.util.Objects.requireNonNullElse;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Due;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.Settled;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.model.TokenCounter;
import dev.wukongsim.runtime.model.Usage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heart of all metered models: lets a call out once its worst case is held on every account that pays for it. */
final class Meter {

    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

    private final TokenLedger ledger;
    private final TokenCounter counter;
    private final Prices prices;

    Meter(TokenLedger ledger, TokenCounter counter, Prices prices) {
        this.ledger = ledger;
        this.counter = counter;
        this.prices = prices;
    }

    /** Whether a call may leave. */
    sealed interface Answer {

        /** It is under way in the books and must be settled. */
        record Admitted(MeteredCall call) implements Answer {}

        /** It must not leave; nothing is held. */
        record Refused(ReserveAnswer.Refused refusal) implements Answer {}
    }

    void settle(Due due) {
        Settled settled = due.settle(ledger);
        LOG.debug("Settlement of '{}': {}", due.reservation(), settled.settlement());
    }

    TokenCounter counter() {
        return counter;
    }

    /**
     * Let a call out. A name that the ledger knows already belonged to an attempt that died; that one is ended, and a
     * number added to the name, so that two attempts never share one hold.
     *
     * @param request bounds its output with {@code maxOutputTokens}
     */
    Answer begin(String name, Payer payer, ChatRequest request) {
        WorstCase worst = worstCase(request, payer.marksCache());
        Reservation.Request wish = wish(payer, worst);
        for (int again = 1; ; again++) {
            String reservation = numbered(name, again);
            if (!abandonOne(reservation)) {
                Optional<ReserveAnswer> answer = hold(reservation, wish, payer);
                if (answer.isPresent()) {
                    return answer(reservation, answer.get(), request, worst);
                }
            }
        }
    }

    /** What would keep a call from leaving at this moment. */
    Optional<ReserveAnswer.Refused> obstacle(Payer payer, ChatRequest request) {
        return ledger.obstacle(wish(payer, worstCase(request, payer.marksCache())));
    }

    private static Reservation.Request wish(Payer payer, WorstCase worst) {
        return new Reservation.Request(payer.funding(), worst.wanted(), worst.least(), payer.enforced());
    }

    /** End whatever an attempt of an earlier run has left, under its name and the numbered ones. */
    void abandon(String name) {
        int again = 1;
        while (abandonOne(numbered(name, again))) {
            again++;
        }
    }

    /** Empty if the reservation ended before the call could leave, or somebody else took its name. */
    private Optional<ReserveAnswer> hold(String reservation, Reservation.Request wish, Payer payer) {
        try {
            ReserveAnswer answer = ledger.reserve(reservation, wish, payer.lease());
            if (answer instanceof ReserveAnswer.Granted) {
                ledger.dispatch(reservation);
            }
            return Optional.of(answer);
        } catch (ReservationStateException | ReservationConflictException e) {
            LOG.debug("Reserving anew: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Let a call out on what a reservation holds already. */
    MeteredCall dispatch(String reservation, long held, ChatRequest request) {
        WorstCase worst = worstCase(request, false);
        ledger.dispatch(reservation);
        return call(reservation, request, worst, Amount.tokens(held));
    }

    private WorstCase worstCase(ChatRequest request, boolean marksCache) {
        String model = requireNonNullElse(request.modelName(), "");
        return new WorstCase(model, counter.count(request), request.maxOutputTokens(), prices, marksCache);
    }

    private Answer answer(String reservation, ReserveAnswer answer, ChatRequest request, WorstCase worst) {
        return switch (answer) {
            case ReserveAnswer.Granted granted ->
                new Answer.Admitted(call(reservation, request, worst, granted.amount()));
            case ReserveAnswer.Refused refused -> new Answer.Refused(refused);
        };
    }

    private MeteredCall call(String reservation, ChatRequest request, WorstCase worst, Amount granted) {
        long output = worst.outputWithin(granted);
        boolean shortened = output < worst.output();
        return new MeteredCall(
                reservation,
                shortened ? withOutput(request, output) : request,
                worst.model(),
                worst.input(),
                granted.tokens(),
                shortened,
                ledger,
                counter,
                prices);
    }

    /** Whether there was anything under this name. */
    private boolean abandonOne(String reservation) {
        Optional<Reservation> left = ledger.reservation(reservation);
        left.filter(attempt -> attempt.state().holds()).ifPresent(this::end);
        return left.isPresent();
    }

    /** What never left comes back. What an attempt under way has used is unknown, so that all it holds is charged. */
    private void end(Reservation left) {
        Amount hold = left.granted();
        try {
            switch (left.state()) {
                case HELD -> ledger.release(left.id());
                case INFLIGHT -> ledger.settle(left.id(), Usage.estimate(hold.tokens(), 0), hold.micros());
                case SETTLED, RELEASED, EXPIRED -> {}
            }
        } catch (ReservationStateException e) {
            LOG.debug("Ended meanwhile: {}", e.getMessage());
        }
    }

    private static String numbered(String name, int again) {
        return again == 1 ? name : name + "~" + again;
    }

    static ChatRequest withOutput(ChatRequest request, long tokens) {
        ChatRequestParameters bounded = ChatRequestParameters.builder()
                .maxOutputTokens(Math.toIntExact(tokens))
                .build();
        return ChatRequest.builder()
                .messages(request.messages())
                .parameters(request.parameters().overrideWith(bounded))
                .build();
    }
}
