package dev.wukongsim.simulator.batch;

import java.util.Locale;

/** Where a batch stands. */
enum BatchStatus {
    VALIDATING,
    IN_PROGRESS,
    FINALIZING,
    COMPLETED,
    FAILED,
    EXPIRED,
    CANCELLING,
    CANCELLED;

    boolean isFinal() {
        return switch (this) {
            case VALIDATING, IN_PROGRESS, FINALIZING, CANCELLING -> false;
            case COMPLETED, FAILED, EXPIRED, CANCELLED -> true;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
