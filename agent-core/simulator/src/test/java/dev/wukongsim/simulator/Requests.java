package dev.wukongsim.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chat requests as clients send them. */
public final class Requests {

    private Requests() {}

    /** A question of one message to qwen-plus. */
    public static ObjectNode question(String text) {
        ObjectNode request = new ObjectMapper().createObjectNode().put("model", "qwen-plus");
        request.putArray("messages").addObject().put("role", "user").put("content", text);
        return request;
    }

    /** The same request, which offers tools under their names on the wire. */
    public static ObjectNode offering(ObjectNode request, String... tools) {
        for (String tool : tools) {
            request.withArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool);
        }
        return request;
    }

    public static ObjectNode streaming(ObjectNode request) {
        request.put("stream", true).putObject("stream_options").put("include_usage", true);
        return request;
    }
}
