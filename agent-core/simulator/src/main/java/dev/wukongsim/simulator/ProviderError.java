package dev.wukongsim.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error as the provider answers it in the compatible form. */
record ProviderError(int status, String code, String type, String message) {

    private static final String INVALID = "invalid_request_error";

    static ProviderError invalidRequest(String message) {
        return new ProviderError(400, "invalid_parameter_error", INVALID, message);
    }

    static ProviderError invalidKey() {
        return new ProviderError(401, "invalid_api_key", INVALID, "Incorrect API key provided. ");
    }

    static ProviderError modelNotFound(String model) {
        return new ProviderError(
                404,
                "model_not_found",
                INVALID,
                "The model `" + model + "` does not exist or you do not have access to it.");
    }

    static ProviderError tooLarge(int limit) {
        return new ProviderError(
                413, "request_too_large", INVALID, "Request body is larger than %,d bytes.".formatted(limit));
    }

    /** The script has no answer, which is no fault of the provider's. */
    static ProviderError unmatched(String explanation) {
        return new ProviderError(400, "mock_unmatched", "mock_error", explanation);
    }

    /** The script wants a tool that the request does not offer. */
    static ProviderError notOffered(String explanation) {
        return new ProviderError(400, "mock_tool_not_offered", "mock_error", explanation);
    }

    /** A bug of ours, or of a stub's. */
    static ProviderError failed(RuntimeException cause) {
        return new ProviderError(500, "mock_failed", "mock_error", String.valueOf(cause));
    }

    ObjectNode body(String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return body.put("request_id", requestId);
    }
}
