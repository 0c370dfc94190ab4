package dev.wukongsim.runtime.tool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool, as the model asked for it and on behalf of a caller.
 *
 * @param id the model's id for the call; answers refer to it
 * @param name the tool's name, such as {@code directory.find}
 * @param arguments a JSON object
 * @param caller on whose behalf
 * @param idempotencyKey equal for every attempt at this call, different for every other call
 */
public record ToolCall(String id, String name, ObjectNode arguments, Caller caller, String idempotencyKey) {

    public ToolCall {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(arguments, "arguments is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(idempotencyKey, "idempotencyKey is null");
    }

    ToolCall withArguments(ObjectNode others) {
        return new ToolCall(id, name, others, caller, idempotencyKey);
    }
}
