package dev.wukongsim.simulator.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An error as the provider answers it.
 *
 * @param code in the compatible form
 * @param nativeCode in the provider's own form
 * @param param null nearly always; for some errors the text {@code None}
 */
public record ProviderError(
        int status,
        String code,
        String nativeCode,
        String type,
        String message,
        @Nullable String param) {

    private static final String INVALID = "invalid_request_error";
    private static final String MOCK = "mock_error";

    /** A request that cannot be carried out as it is. */
    public static ProviderError invalidRequest(String message) {
        return new ProviderError(400, "invalid_parameter_error", "InvalidParameter", INVALID, message, null);
    }

    /** The model cannot think. */
    public static ProviderError noThinking(String model) {
        String code = "InvalidParameter.NotSupportEnableThinking";
        return new ProviderError(
                400, code, code, INVALID, "The model " + model + " does not support enable_thinking.", null);
    }

    /** There is no such model, or no longer. */
    public static ProviderError modelNotFound(String model) {
        return new ProviderError(
                404,
                "model_not_found",
                "ModelNotFound",
                INVALID,
                "The model `" + model + "` does not exist or you do not have access to it.",
                null);
    }

    /** There is no such thing, or no longer. */
    public static ProviderError notFound(String kind, String id) {
        return new ProviderError(
                404, "resource_not_found", "ResourceNotFound", INVALID, "No such " + kind + " object: " + id, "id");
    }

    /** The body is beyond what the endpoint reads. */
    public static ProviderError tooLarge(int limit) {
        return new ProviderError(
                413,
                "request_too_large",
                "RequestTooLarge",
                INVALID,
                "Request body is larger than %,d bytes.".formatted(limit),
                null);
    }

    /** Not the provider's: the script is at fault, or the mock. */
    public static ProviderError ofMock(int status, String code, String explanation) {
        return new ProviderError(status, code, code, MOCK, explanation, null);
    }

    /**
     * The body in the compatible form.
     *
     * @param id of the completion that was to be; empty if the request did not get that far
     */
    public ObjectNode body(String id) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return id.isEmpty() ? body : body.put("id", id).put("request_id", id.replaceFirst("^chatcmpl-", ""));
    }

    /** The body in the provider's own form. */
    public ObjectNode nativeBody(String requestId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", nativeCode)
                .put("message", message)
                .put("request_id", requestId);
    }
}
