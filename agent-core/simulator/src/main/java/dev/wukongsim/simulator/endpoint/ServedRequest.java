package dev.wukongsim.simulator.endpoint;

import dev.wukongsim.simulator.fault.Fault;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that was answered, without anything that it said.
 *
 * @param fault what went wrong on the way, on purpose
 */
public record ServedRequest(String method, String path, int status, Optional<Fault.OfDelivery> fault) {

    /** One line, such as {@code POST /v1/chat/completions 200}. */
    @Override
    public String toString() {
        String broken = fault.map(
                        wrong -> ", " + wrong.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " on purpose")
                .orElse("");
        return method + " " + path + " " + status + broken;
    }
}
