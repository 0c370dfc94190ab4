package dev.wukongsim.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.simulator.fault.ProviderError;

/** A server-sent event as the provider's own servers write it: numbered, named, and with the HTTP status as a comment. */
public final class NativeEvent {

    private static final int GOOD = 200;

    private NativeEvent() {}

    /** An event of a stream in which all is well. */
    public static String of(int id, String name, JsonNode data) {
        return of(id, name, GOOD, data);
    }

    /** The event that ends a stream with an error. */
    public static String error(int id, ProviderError error, JsonNode data) {
        return of(id, "error", error.status(), data);
    }

    private static String of(int id, String name, int status, JsonNode data) {
        return "id:" + id + "\nevent:" + name + "\n:HTTP_STATUS/" + status + "\ndata:" + data + HttpReply.Events.END;
    }
}
