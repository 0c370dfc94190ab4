package dev.wukongsim.qwen.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The parts of a chunk, from whatever form they have. */
final class Chunk {

    private static final String PROMPT_DETAILS = "prompt_tokens_details";
    private static final String COMPLETION_DETAILS = "completion_tokens_details";

    private Chunk() {}

    /** A text, or the texts of a list of parts. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.asText() : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(text(part.path("text"))));
        return text.toString();
    }

    /** The pieces of tool calls; the older form with a single function is a piece, too. */
    static JsonNode toolCalls(JsonNode delta) {
        JsonNode function = delta.path("function_call");
        if (!function.isObject()) {
            return delta.path("tool_calls");
        }
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        calls.addObject().put("index", 0).set("function", function);
        return calls;
    }

    /** The usage with those numbers that are there and can be true; missing if there is none. */
    static JsonNode usage(JsonNode reported) {
        ObjectNode usage = JsonNodeFactory.instance.objectNode();
        copy(reported, List.of("prompt_tokens", "input_tokens"), usage, "prompt_tokens");
        copy(reported, List.of("completion_tokens", "output_tokens"), usage, "completion_tokens");
        copy(reported, List.of("total_tokens"), usage, "total_tokens");
        if (usage.isEmpty()) {
            return JsonNodeFactory.instance.missingNode();
        }
        details(reported, "input_tokens_details", usage, PROMPT_DETAILS, "cached_tokens");
        details(reported, "input_tokens_details", usage, PROMPT_DETAILS, "cache_creation_input_tokens");
        details(reported, "output_tokens_details", usage, COMPLETION_DETAILS, "reasoning_tokens");
        return usage;
    }

    private static void details(JsonNode from, String otherName, ObjectNode usage, String name, String field) {
        ObjectNode details = usage.withObjectProperty(name);
        JsonNode reported = from.path(from.has(name) ? name : otherName);
        copy(reported, List.of(field), details, field);
        if (details.isEmpty()) {
            usage.remove(name);
        }
    }

    private static void copy(JsonNode from, List<String> names, ObjectNode into, String name) {
        for (String candidate : names) {
            JsonNode number = from.path(candidate);
            if (number.canConvertToInt() && number.asInt() >= 0) {
                into.put(name, number.asInt());
                return;
            }
        }
    }
}
