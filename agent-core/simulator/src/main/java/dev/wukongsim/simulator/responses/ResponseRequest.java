package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.chat.Caller;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import java.util.List;

/**
 * A request for a response.
 *
 * @param body as it came
 * @param context the messages before the answer, without instructions
 */
record ResponseRequest(JsonNode body, ChatCall call, ArrayNode context, boolean searches) {

    private static final List<String> SAME = List.of(
            "model", "stream", "temperature", "top_p", "enable_thinking", "thinking_budget", "parallel_tool_calls");

    /**
     * Read a request.
     *
     * @throws RefusedException if the provider would refuse it
     */
    static ResponseRequest of(HttpCall http, ResponseStore earlier, Catalogue catalogue) {
        JsonNode body = http.json();
        ArrayNode context = JsonNodeFactory.instance.arrayNode();
        String previous = body.path("previous_response_id").asText("");
        if (!previous.isEmpty()) {
            context.addAll(earlier.get(previous).messages());
        }
        context.addAll(ResponseInput.messages(body.path("input")));
        ResponseTools tools = ResponseTools.of(body.path("tools"));
        boolean cached = http.header("x-dashscope-session-cache")
                .map("enable"::equalsIgnoreCase)
                .orElse(false);
        ObjectNode compatible = compatible(body, tools);
        compatible.set("messages", messages(body, context, cached));
        ChatCall call = ChatCall.of(compatible, http.body().length, Caller.of(http), catalogue);
        return new ResponseRequest(body, call, context, tools.searches());
    }

    /** Whether the response can be gone on from. */
    boolean isKept() {
        return body.path("store").asBoolean(true);
    }

    private static ObjectNode compatible(JsonNode body, ResponseTools tools) {
        ObjectNode compatible = JsonNodeFactory.instance.objectNode();
        for (String name : SAME) {
            copy(body.path(name), compatible, name);
        }
        copy(body.path("max_output_tokens"), compatible, "max_tokens");
        String effort = body.path("reasoning").path("effort").asText("");
        if (effort.equals("none")) {
            compatible.put("enable_thinking", false);
        } else if (!effort.isEmpty()) {
            compatible.put("reasoning_effort", effort);
        }
        if (!tools.functions().isEmpty()) {
            compatible.set("tools", tools.functions());
        }
        copy(nested(body.path("tool_choice"), "function"), compatible, "tool_choice");
        copy(nested(body.path("text").path("format"), "json_schema"), compatible, "response_format");
        return compatible;
    }

    private static void copy(JsonNode value, ObjectNode to, String name) {
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(name, value);
        }
    }

    /** What the compatible form has one level deeper, below the name of its type. */
    private static JsonNode nested(JsonNode node, String type) {
        if (!node.path("type").asText("").equals(type)) {
            return node;
        }
        ObjectNode nested = JsonNodeFactory.instance.objectNode().put("type", type);
        nested.set(type, node);
        return nested;
    }

    private static ArrayNode messages(JsonNode body, ArrayNode context, boolean cached) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        if (body.path("instructions").isTextual()) {
            messages.addObject()
                    .put("role", "system")
                    .put("content", body.path("instructions").asText());
        }
        messages.addAll(context);
        if (cached && !messages.isEmpty()) {
            messages.set(messages.size() - 1, marked(messages.get(messages.size() - 1)));
        }
        return messages;
    }

    /** The message with a marker of the explicit cache at its end, behind which the next turn looks for this one. */
    private static JsonNode marked(JsonNode message) {
        JsonNode marked = message.deepCopy();
        JsonNode content = marked.path("content");
        JsonNode last = content.isArray() && !content.isEmpty() ? content.get(content.size() - 1) : marked;
        if (last instanceof ObjectNode node) {
            node.putObject("cache_control").put("type", "ephemeral");
        }
        return marked;
    }
}
