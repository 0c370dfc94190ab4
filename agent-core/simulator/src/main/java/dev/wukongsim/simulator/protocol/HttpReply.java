package dev.wukongsim.simulator.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.simulator.fault.Fault;
import java.util.List;
import java.util.Optional;

/** What goes back. */
public sealed interface HttpReply {

    /** What goes wrong on the way; empty if nothing does. */
    Optional<Fault.OfDelivery> fault();

    /** An answer in one piece. */
    record Whole(int status, String contentType, String body, Optional<Fault.OfDelivery> fault) implements HttpReply {
        public Whole {
            requireNonNull(contentType, "contentType is null");
            requireNonNull(body, "body is null");
        }
    }

    /**
     * An answer as server-sent events.
     *
     * @param events each with the blank line that ends it
     */
    record Events(List<String> events, Optional<Fault.OfDelivery> fault) implements HttpReply {

        /** What ends an event. */
        public static final String END = "\n\n";

        public Events {
            events = List.copyOf(events);
        }
    }

    static HttpReply json(int status, JsonNode body) {
        return json(status, body, Optional.empty());
    }

    static HttpReply json(int status, JsonNode body, Optional<Fault.OfDelivery> fault) {
        return new Whole(status, "application/json", body.toString(), fault);
    }
}
