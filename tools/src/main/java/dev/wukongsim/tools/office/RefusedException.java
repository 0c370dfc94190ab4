package dev.wukongsim.tools.office;

/** The office cannot do what a call asks, whatever the arguments; the message says why and who can help. */
final class RefusedException extends RuntimeException {

    RefusedException(String message) {
        super(message);
    }
}
