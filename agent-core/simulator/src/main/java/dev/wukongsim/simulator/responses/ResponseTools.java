package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;

/**
 * What a request offers.
 *
 * @param functions in the compatible form
 * @param searches whether the provider's own search is among it
 */
record ResponseTools(ArrayNode functions, boolean searches) {

    static final String SEARCH = "web_search";

    /** @throws RefusedException if there is a tool that the mock has not */
    static ResponseTools of(JsonNode tools) {
        ArrayNode functions = JsonNodeFactory.instance.arrayNode();
        boolean searches = false;
        for (JsonNode tool : tools) {
            String type = tool.path("type").asText("");
            switch (type) {
                case "function" -> functions.add(function(tool));
                case SEARCH -> searches = true;
                default ->
                    throw new RefusedException(ProviderError.ofMock(
                            400,
                            "mock_tool_unknown",
                            "The mock has no tool of type '" + type + "'; it has: function, " + SEARCH));
            }
        }
        return new ResponseTools(functions, searches);
    }

    private static ObjectNode function(JsonNode tool) {
        ObjectNode function = JsonNodeFactory.instance.objectNode();
        tool.properties().stream()
                .filter(field -> !field.getKey().equals("type"))
                .forEach(field -> function.set(field.getKey(), field.getValue()));
        ObjectNode compatible = JsonNodeFactory.instance.objectNode().put("type", "function");
        compatible.set("function", function);
        return compatible;
    }
}
