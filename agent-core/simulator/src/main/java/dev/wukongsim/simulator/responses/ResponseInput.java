package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.util.Set;

/** Turns the input of a request into messages of the compatible form. */
final class ResponseInput {

    private static final Set<String> TEXTS = Set.of("input_text", "output_text", "text");

    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    private ResponseInput() {}

    /**
     * The messages of an input.
     *
     * @throws RefusedException if it is neither a text nor a list of known items
     */
    static ArrayNode messages(JsonNode input) {
        ResponseInput translation = new ResponseInput();
        if (input.isTextual()) {
            translation.messages.addObject().put("role", "user").put("content", input.asText());
            return translation.messages;
        }
        if (!input.isArray()) {
            throw invalid("'input' must be a string or a list of items.");
        }
        for (int i = 0; i < input.size(); i++) {
            translation.add(i, input.get(i));
        }
        return translation.messages;
    }

    private void add(int index, JsonNode item) {
        String type = item.path("type").asText(item.has("role") ? "message" : "");
        switch (type) {
            case "message" -> addMessage(item);
            case "function_call" -> addCall(item);
            case "function_call_output" -> {
                ObjectNode result = messages.addObject().put("role", "tool");
                result.set("tool_call_id", item.path("call_id"));
                result.set("content", content(item.path("output")));
            }
            case "reasoning", "web_search_call" -> {}
            default ->
                throw invalid("'input." + index + ".type' must be one of message, function_call, "
                        + "function_call_output, reasoning, web_search_call, not '" + type + "'");
        }
    }

    private void addMessage(JsonNode item) {
        String role = item.path("role").asText("");
        messages.addObject()
                .put("role", role.equals("developer") ? "system" : role)
                .set("content", content(item.path("content")));
    }

    /** Calls one after another are one message, and belong to the text before them. */
    private void addCall(JsonNode item) {
        boolean follows = !messages.isEmpty() && last().path("role").asText("").equals("assistant");
        ObjectNode message =
                follows ? last() : messages.addObject().put("role", "assistant").put("content", "");
        ObjectNode call = message.withArray("tool_calls").addObject();
        call.set("id", item.path("call_id"));
        ObjectNode function = call.put("type", "function").putObject("function");
        function.set("name", item.path("name"));
        function.set("arguments", item.path("arguments"));
    }

    private ObjectNode last() {
        return (ObjectNode) messages.get(messages.size() - 1);
    }

    private static JsonNode content(JsonNode content) {
        if (!content.isArray()) {
            return content;
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (JsonNode part : content) {
            boolean text = part.isObject() && TEXTS.contains(part.path("type").asText(""));
            parts.add(text ? ((ObjectNode) part.deepCopy()).put("type", "text") : part);
        }
        return parts;
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(ProviderError.invalidRequest(message));
    }
}
