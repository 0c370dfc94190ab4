package dev.wukongsim.simulator.endpoint;

import static java.util.Objects.requireNonNullElse;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import dev.wukongsim.simulator.fault.Fault;
import java.util.Optional;

/**
 * How a response is sent.
 *
 * @param events whether it is sent event by event
 * @param fault what goes wrong with that
 */
record Delivery(boolean events, Optional<Fault.OfDelivery> fault) {

    /** A stub of a user's may have one of WireMock's own faults, which come down to two of ours. */
    static Delivery of(Response response) {
        HttpHeader type = response.getHeaders().getHeader("Content-Type");
        boolean events = type.isPresent() && type.firstValue().startsWith("text/event-stream");
        if (response.getFault() != null) {
            return new Delivery(events, Optional.of(fault(response)));
        }
        HttpHeader wanted = response.getHeaders().getHeader(DeliveryHeader.NAME);
        return new Delivery(
                events, wanted.isPresent() ? Optional.of(DeliveryHeader.read(wanted.firstValue())) : Optional.empty());
    }

    private static Fault.OfDelivery fault(Response response) {
        return switch (response.getFault()) {
            case CONNECTION_RESET_BY_PEER, EMPTY_RESPONSE, RANDOM_DATA_THEN_CLOSE -> new Fault.Reset();
            case MALFORMED_RESPONSE_CHUNK -> new Fault.Cut(1);
        };
    }

    static byte[] body(Response response) {
        return requireNonNullElse(response.getBody(), new byte[0]);
    }
}
