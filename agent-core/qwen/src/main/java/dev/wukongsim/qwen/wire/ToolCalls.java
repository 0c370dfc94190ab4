package dev.wukongsim.qwen.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The tool calls of one answer, put together from their pieces. They come out in the order of their indexes; a call
 * without one follows the call before it.
 */
final class ToolCalls {

    private static final class Call {

        private final StringBuilder arguments = new StringBuilder();
        private String id = "";
        private String name = "";

        boolean isAnother(String otherId, String otherName) {
            if (otherName.isEmpty() || name.isEmpty()) {
                return false;
            }
            return (otherId.isEmpty() || id.isEmpty()) ? !otherName.equals(name) : !otherId.equals(id);
        }
    }

    private final Consumer<String> news;
    private final TreeMap<Integer, Call> calls = new TreeMap<>();
    private final Map<Integer, Integer> places = new HashMap<>();
    private int latest;

    /**
     * No calls yet.
     *
     * @param news hears each name and each piece of arguments as it comes
     */
    ToolCalls(Consumer<String> news) {
        this.news = news;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    void add(JsonNode pieces) {
        pieces.forEach(this::addPiece);
    }

    private void addPiece(JsonNode from) {
        JsonNode function = from.path("function");
        String id = text(from.path("id"));
        String name = text(function.path("name"));
        if (id.isEmpty() && name.isEmpty() && function.path("arguments").isMissingNode()) {
            return;
        }
        Call call = calls.computeIfAbsent(place(from.path("index"), id, name), place -> new Call());
        if (call.id.isEmpty()) {
            call.id = id;
        }
        if (call.name.isEmpty()) {
            call.name = name;
            tell(name);
        }
        JsonNode piece = function.path("arguments");
        String arguments = piece.isContainerNode() ? piece.toString() : text(piece);
        call.arguments.append(arguments);
        tell(arguments);
    }

    private void tell(String words) {
        if (!words.isEmpty()) {
            news.accept(words);
        }
    }

    /** Where a piece belongs: to the call of its index, unless that one is plainly another call. */
    private int place(JsonNode index, String id, String name) {
        if (!index.canConvertToInt()) {
            latest = withId(id, name);
            return latest;
        }
        int place = places.getOrDefault(index.asInt(), index.asInt());
        latest = startsAnother(place, id, name) ? calls.lastKey() + 1 : place;
        places.put(index.asInt(), latest);
        return latest;
    }

    private int withId(String id, String name) {
        if (!id.isEmpty()) {
            for (Map.Entry<Integer, Call> known : calls.entrySet()) {
                if (known.getValue().id.equals(id)) {
                    return known.getKey();
                }
            }
        }
        boolean begins = !name.isEmpty()
                && calls.containsKey(latest)
                && !calls.get(latest).name.isEmpty();
        return begins ? calls.lastKey() + 1 : latest;
    }

    private boolean startsAnother(int place, String id, String name) {
        Call known = calls.get(place);
        return known != null && known.isAnother(id, name);
    }

    /**
     * All calls in one piece each.
     *
     * @throws WireFailure if one has no name
     */
    ArrayNode whole() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Call call : calls.values()) {
            if (call.name.isEmpty()) {
                throw new WireFailure(WireFailure.Reason.BROKEN, "a tool call has no name", null);
            }
            all.addObject()
                    .put("index", all.size() - 1)
                    .put("id", call.id)
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name)
                    .put("arguments", call.arguments.toString());
        }
        return all;
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : "";
    }
}
