package dev.wukongsim.simulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import java.util.Set;

/**
 * A chat request that has been found to be one, whatever protocol it came by.
 *
 * @param body in the compatible form
 * @param size of the request as it came, in bytes
 * @param caller who asks
 */
public record ChatCall(JsonNode body, int size, CatalogueModel model, Caller caller) {

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    /**
     * Check a request.
     *
     * @param body in the compatible form
     * @throws RefusedException if it is no chat request for a model of the catalogue
     */
    public static ChatCall of(JsonNode body, int size, Caller caller, Catalogue catalogue) {
        String model = body.path("model").asText("");
        if (model.isEmpty()) {
            throw invalid("you must provide a model parameter");
        }
        checkMessages(body.path("messages"));
        CatalogueModel known =
                catalogue.find(model).orElseThrow(() -> new RefusedException(ProviderError.modelNotFound(model)));
        RefusedException.throwIfPresent(RequestRules.violation(body, known));
        return new ChatCall(body, size, known, caller);
    }

    public boolean streams() {
        return body.path("stream").asBoolean(false);
    }

    /** Whether a stream shall end with the usage. */
    public boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /** How many answers are asked for. */
    public int choices() {
        return body.path("n").asInt(1);
    }

    /** Whether the answer has thinking before it. */
    public boolean thinks() {
        return RequestRules.thinks(body, model);
    }

    /** The most output tokens that the answer may have. */
    int maxOutput() {
        int asked =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(0));
        return asked < 1 ? model.maxOutput() : Math.min(asked, model.maxOutput());
    }

    private static void checkMessages(JsonNode messages) {
        if (!messages.isArray()) {
            throw invalid("'messages' must be an array.");
        }
        if (messages.isEmpty()) {
            throw invalid("[] is too short - 'messages'");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!ROLES.contains(messages.get(i).path("role").asText(""))) {
                throw invalid("'messages." + i + ".role' must be one of system, user, assistant, tool.");
            }
        }
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(ProviderError.invalidRequest(message));
    }
}
