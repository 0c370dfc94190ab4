package dev.wukongsim.qwen.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request for a stream, made one for an answer in one piece. */
final class PlainRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainRequest() {}

    static String of(String body) {
        try {
            ObjectNode request = (ObjectNode) JSON.readTree(body);
            request.put("stream", false).remove("stream_options");
            return request.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The request is no JSON", e);
        }
    }
}
