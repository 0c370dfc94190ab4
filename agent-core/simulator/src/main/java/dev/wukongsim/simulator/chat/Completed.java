package dev.wukongsim.simulator.chat;

import dev.wukongsim.simulator.fault.Fault;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.reply.Answer;
import java.util.Optional;

/**
 * An answer to a chat request, and what goes wrong with it.
 *
 * @param answer as it is to be sent
 * @param fault what the protocol, or the delivery, has to break; empty if nothing
 */
public record Completed(Answer answer, Optional<Fault> fault) {

    /** Whether the usage is told at all. */
    public boolean reportsUsage() {
        return fault(Fault.NoUsage.class).isEmpty();
    }

    /** Whether a stream ends with the whole answer once more. */
    public boolean isDoubled() {
        return fault(Fault.DoubledSummary.class).isPresent();
    }

    /** The error that breaks the answer off. */
    public Optional<Fault.ErrorWithin> errorWithin() {
        return fault(Fault.ErrorWithin.class);
    }

    /**
     * The answer for somebody who does not stream.
     *
     * @throws RefusedException if an error breaks it off: in one piece there is only the error
     */
    public Completed inOnePiece() {
        RefusedException.throwIfPresent(
                errorWithin().map(within -> within.error().error()));
        return this;
    }

    /** What happens to the answer on its way. */
    public Optional<Fault.OfDelivery> delivery() {
        return fault(Fault.OfDelivery.class);
    }

    private <T extends Fault> Optional<T> fault(Class<T> type) {
        return fault.filter(type::isInstance).map(type::cast);
    }
}
