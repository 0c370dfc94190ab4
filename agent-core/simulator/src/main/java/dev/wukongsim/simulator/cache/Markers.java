package dev.wukongsim.simulator.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The content blocks of a request, and which of them carry a cache marker. */
final class Markers {

    /** A block: a part of a message, or the whole of a message whose content is a plain text; then the part is 0. */
    private record Block(int message, int part, boolean marked) {}

    private final JsonNode request;
    private final List<Block> blocks = new ArrayList<>();

    Markers(JsonNode request) {
        this.request = request;
        JsonNode messages = request.path("messages");
        for (int i = 0; i < messages.size(); i++) {
            addBlocks(i, messages.get(i));
        }
    }

    /** Whether the request uses markers at all; cheaper than looking for them. */
    static boolean in(JsonNode request) {
        return new Markers(request).blocks.stream().anyMatch(Block::marked);
    }

    /** The marked blocks, in order. */
    List<Integer> marked() {
        List<Integer> marked = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).marked()) {
                marked.add(i);
            }
        }
        return marked;
    }

    /** The request as if it ended with this block. */
    ObjectNode upTo(int block) {
        Block last = blocks.get(block);
        ObjectNode cut = ((ObjectNode) request).objectNode();
        cut.setAll((ObjectNode) request);
        ArrayNode messages = cut.putArray("messages");
        for (int i = 0; i < last.message(); i++) {
            messages.add(request.path("messages").get(i));
        }
        messages.add(cut(request.path("messages").get(last.message()), last.part()));
        return cut;
    }

    private static JsonNode cut(JsonNode message, int part) {
        if (!message.path("content").isArray()) {
            return message;
        }
        ObjectNode cut = ((ObjectNode) message).objectNode();
        cut.setAll((ObjectNode) message);
        ArrayNode parts = cut.putArray("content");
        for (int i = 0; i <= part; i++) {
            parts.add(message.path("content").get(i));
        }
        return cut;
    }

    private void addBlocks(int index, JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray() || content.isEmpty()) {
            blocks.add(new Block(index, 0, isMarked(message)));
            return;
        }
        for (int part = 0; part < content.size(); part++) {
            blocks.add(new Block(index, part, isMarked(content.get(part))));
        }
    }

    private static boolean isMarked(JsonNode node) {
        return node.path("cache_control").path("type").asText("").equals("ephemeral");
    }
}
