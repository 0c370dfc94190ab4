package dev.wukongsim.runtime.turn.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.wukongsim.runtime.budget.Amount;
import dev.wukongsim.runtime.budget.Reservation;
import dev.wukongsim.runtime.budget.ReservationConflictException;
import dev.wukongsim.runtime.budget.ReservationState;
import dev.wukongsim.runtime.budget.ReservationStateException;
import dev.wukongsim.runtime.budget.ReserveAnswer;
import dev.wukongsim.runtime.budget.TokenLedger;
import dev.wukongsim.runtime.definition.Task;
import dev.wukongsim.runtime.metering.MeteredModel;
import dev.wukongsim.runtime.model.TokenListener;
import dev.wukongsim.runtime.model.Usage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task holds for its last call, on all its accounts, from before its first call on. That call then needs no room
 * that others could have taken. The hold is a lease: it is extended before each call, and ends by itself after a crash.
 * It is renewed under another name ({@code ~2}, {@code ~3}) when an earlier one was spent or given back.
 */
public final class Reserve {

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);

    /** Longer than the longest call. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private final Task task;
    private final TokenLedger ledger;
    private final MeteredModel model;
    private @Nullable String held;

    public Reserve(Task task, TokenLedger ledger, MeteredModel model) {
        this.task = task;
        this.ledger = ledger;
        this.model = model;
    }

    /** What the task holds on every account at this moment. */
    Amount amount() {
        return held == null ? Amount.of(0, 0) : whole();
    }

    /** What the last call may take, at the price of the dearest token of any model that may make it. */
    private Amount whole() {
        Amount own = model.ceiling(task.agent().model(), task.reserve());
        return own.micros().isEmpty()
                ? own
                : task.agent().fallback().stream()
                        .map(other -> model.ceiling(other, task.reserve()))
                        .filter(other -> other.micros().orElse(0) > own.micros().getAsLong())
                        .max(Comparator.comparingLong(other -> other.micros().orElse(0)))
                        .orElse(own);
    }

    /** Hold the reserve, or hold it for longer; a refusal means that the task has not even that much. */
    Optional<ReserveAnswer.Refused> keep() {
        if (task.reserve() == 0 || (held != null && isExtended(held))) {
            return Optional.empty();
        }
        held = null;
        for (int again = 1; ; again++) {
            String name = name(again);
            try {
                switch (ledger.reserve(name, request(), LEASE)) {
                    case ReserveAnswer.Refused refused -> {
                        return Optional.of(refused);
                    }
                    case ReserveAnswer.Granted granted -> {
                        if (!isLeftUnderWay(name)) {
                            ledger.extend(name, LEASE);
                            held = name;
                            return Optional.empty();
                        }
                    }
                }
            } catch (ReservationStateException | ReservationConflictException e) {
                LOG.debug("Reserving anew: {}", e.getMessage());
            }
        }
    }

    /** Make the last call with what is held. */
    MeteredModel.Attempt spend(ChatRequest request, TokenListener listener) {
        String spent = requireNonNull(held, "nothing is held");
        held = null;
        return model.attemptHeld(spent, task.reserve(), request, listener);
    }

    /** Give back what is held, be it by an earlier run that died. */
    public void release() {
        if (task.reserve() == 0) {
            return;
        }
        try {
            (held == null ? left() : List.of(held)).forEach(ledger::release);
        } catch (RuntimeException e) {
            LOG.debug("The reserve of task {} ends with its lease: {}", task.id(), e.getMessage());
        }
        held = null;
    }

    /** What earlier runs have left held. */
    private List<String> left() {
        return IntStream.iterate(1, again -> again + 1)
                .mapToObj(again -> ledger.reservation(name(again)))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .filter(reservation -> reservation.state() == ReservationState.HELD)
                .map(Reservation::id)
                .toList();
    }

    private String name(int again) {
        return task.id() + ":reserve" + (again == 1 ? "" : "~" + again);
    }

    private Reservation.Request request() {
        return new Reservation.Request(task.accounts(), whole(), whole(), true);
    }

    private boolean isExtended(String name) {
        try {
            ledger.extend(name, LEASE);
            return true;
        } catch (ReservationStateException e) {
            LOG.debug("The reserve of task {} has ended: {}", task.id(), e.getMessage());
            return false;
        }
    }

    /** Whether an earlier run died in its last call; that is then charged in full, as nobody knows what it used. */
    private boolean isLeftUnderWay(String name) {
        boolean underWay = ledger.reservation(name)
                .filter(reservation -> reservation.state() == ReservationState.INFLIGHT)
                .isPresent();
        if (underWay) {
            ledger.settle(name, Usage.estimate(task.reserve(), 0), whole().micros());
        }
        return underWay;
    }
}
