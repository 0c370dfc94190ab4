package dev.wukongsim.runtime.budget;

/** An operation was repeated with the id of an earlier one and other numbers: two attempts share one id. */
public final class ReservationConflictException extends RuntimeException {

    private final String reservation;

    /** @param operation what was tried, such as {@code settle} */
    public ReservationConflictException(String operation, String reservation) {
        super("Cannot " + operation + " reservation '" + reservation
                + "' again with other numbers; each attempt needs an id of its own");
        this.reservation = reservation;
    }

    public String reservation() {
        return reservation;
    }
}
