package dev.wukongsim.runtime.budget;

/** A reservation is not in the state that an operation needs. */
public final class ReservationStateException extends RuntimeException {

    private final String reservation;
    private final String state;

    /**
     * @param operation what was tried, such as {@code dispatch}
     * @param state the reservation's state, or {@code unknown}
     */
    public ReservationStateException(String operation, String reservation, String state) {
        super("Cannot " + operation + " reservation '" + reservation + "': it is " + state);
        this.reservation = reservation;
        this.state = state;
    }

    public String reservation() {
        return reservation;
    }

    public String state() {
        return state;
    }
}
