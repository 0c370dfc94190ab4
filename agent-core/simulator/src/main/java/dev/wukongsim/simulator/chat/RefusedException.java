package dev.wukongsim.simulator.chat;

import dev.wukongsim.simulator.fault.ProviderError;

/** The mocked endpoint refuses a request. */
final class RefusedException extends RuntimeException {

    private final transient ProviderError error;

    RefusedException(ProviderError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    ProviderError error() {
        return error;
    }
}
