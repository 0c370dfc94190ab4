package dev.wukongsim.qwen.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A chunk of our own that tells of a piece of a tool call: LangChain4j hands it on unread, and gets the call when it is
 * whole.
 */
public final class ToolCallPiece {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "wukong_tool_call_piece";

    private ToolCallPiece() {}

    static String write(String piece) {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        chunk.putArray("choices");
        return chunk.put(FIELD, piece).toString();
    }

    /** The piece in the data of an event; empty if it is about something else. */
    public static Optional<String> read(String data) {
        if (!data.contains(FIELD)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(data).path(FIELD).textValue());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
