package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request of a batch.
 *
 * @param body in the compatible form
 * @param bytes of the whole line
 */
record BatchLine(String customId, JsonNode body, int bytes) {}
