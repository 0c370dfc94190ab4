package dev.wukongsim.runtime.budget;

/**
 * Where a reservation is.
 *
 * <pre>{@code
 * HELD --dispatch--> INFLIGHT --settle--> SETTLED
 * HELD --release---> RELEASED           INFLIGHT --lease over--> SETTLED, the whole hold as an estimate
 * HELD --lease over-> EXPIRED           RELEASED, EXPIRED --late settle--> SETTLED
 * }</pre>
 */
public enum ReservationState {
    /** Tokens are held; the request has not left. */
    HELD,
    /** The request may have left. */
    INFLIGHT,
    /** Charged, with an estimate or with the actual usage. */
    SETTLED,
    /** Given back by its caller. */
    RELEASED,
    /** Given back because its lease was over. */
    EXPIRED;

    /** Whether it holds tokens. */
    public boolean holds() {
        return this == HELD || this == INFLIGHT;
    }
}
