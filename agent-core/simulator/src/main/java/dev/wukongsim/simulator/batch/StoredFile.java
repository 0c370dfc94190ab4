package dev.wukongsim.simulator.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A file at the endpoint.
 *
 * @param purpose {@code batch} or {@code batch_output}
 * @param bytes of the content in UTF-8
 */
record StoredFile(String id, String name, String purpose, Instant created, int bytes, String content) {

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("bytes", bytes)
                .put("created_at", created.getEpochSecond())
                .put("filename", name)
                .put("object", "file")
                .put("purpose", purpose)
                .put("status", "processed")
                .putNull("status_details");
    }
}
