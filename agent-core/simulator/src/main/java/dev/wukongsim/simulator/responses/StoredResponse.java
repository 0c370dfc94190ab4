package dev.wukongsim.simulator.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A response that can be asked for, and gone on from.
 *
 * @param json as it was answered
 * @param messages of the conversation in the compatible form, the answer included, the instructions not
 */
record StoredResponse(ObjectNode json, ArrayNode messages) {

    String id() {
        return json.path("id").asText();
    }
}
