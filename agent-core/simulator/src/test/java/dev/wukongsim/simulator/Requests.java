package dev.wukongsim.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import java.nio.charset.StandardCharsets;

/** Chat requests as clients send them. */
final class Requests {

    private Requests() {}

    /** A question of one message to qwen-plus. */
    static ObjectNode question(String text) {
        ObjectNode request = new ObjectMapper().createObjectNode().put("model", "qwen-plus");
        request.putArray("messages").addObject().put("role", "user").put("content", text);
        return request;
    }

    /** The same request, which offers tools under their names on the wire. */
    static ObjectNode offering(ObjectNode request, String... tools) {
        for (String tool : tools) {
            request.withArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", tool);
        }
        return request;
    }

    static ObjectNode streaming(ObjectNode request) {
        request.put("stream", true).putObject("stream_options").put("include_usage", true);
        return request;
    }

    static WireRequest parsed(ObjectNode request) {
        return WireRequest.parse(request.toString().getBytes(StandardCharsets.UTF_8), Catalogue.bundled());
    }
}
