package dev.wukongsim.simulator.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.simulator.fault.ProviderError;
import java.util.Set;

/** A chat request that has been found to be one. */
record WireRequest(JsonNode body, CatalogueModel model) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    /**
     * Read a request body.
     *
     * @throws RefusedException if it is no chat request for a model of the catalogue
     */
    static WireRequest parse(byte[] body, Catalogue catalogue) {
        JsonNode request = json(body);
        if (!request.isObject()) {
            throw invalid("The request body must be a JSON object.");
        }
        String model = request.path("model").asText("");
        if (model.isEmpty()) {
            throw invalid("you must provide a model parameter");
        }
        checkMessages(request.path("messages"));
        CatalogueModel known =
                catalogue.find(model).orElseThrow(() -> new RefusedException(ProviderError.modelNotFound(model)));
        RefusedException.throwIfPresent(RequestRules.violation(request, known));
        return new WireRequest(request, known);
    }

    boolean streams() {
        return body.path("stream").asBoolean(false);
    }

    boolean wantsUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /** The most output tokens the answer may have. */
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

    /**
     * Read a body.
     *
     * @throws RefusedException if it is not JSON
     */
    static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw invalid("The request body is not valid JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            throw invalid("The request body cannot be read: " + e.getMessage());
        }
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(ProviderError.invalidRequest(message));
    }
}
