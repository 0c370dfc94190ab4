package dev.wukongsim.simulator.fault;

import java.util.Optional;

/** The mocked endpoint refuses a request. */
public final class RefusedException extends RuntimeException {

    private final transient ProviderError error;

    public RefusedException(ProviderError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    /** Refuse the request if there is something against it. */
    public static void throwIfPresent(Optional<ProviderError> error) {
        error.ifPresent(present -> {
            throw new RefusedException(present);
        });
    }

    public ProviderError error() {
        return error;
    }
}
