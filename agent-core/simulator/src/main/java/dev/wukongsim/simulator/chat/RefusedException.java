package dev.wukongsim.simulator.chat;

import dev.wukongsim.simulator.fault.ProviderError;
import java.util.Optional;

/** The mocked endpoint refuses a request. */
final class RefusedException extends RuntimeException {

    private final transient ProviderError error;

    RefusedException(ProviderError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** Refuse the request if there is something against it. */
    static void throwIfPresent(Optional<ProviderError> error) {
        error.ifPresent(present -> {
            throw new RefusedException(present);
        });
    }

    ProviderError error() {
        return error;
    }
}
