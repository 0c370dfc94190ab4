package dev.wukongsim.qwen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/**
 * What an endpoint said went wrong: in the compatible or the native form, in those of other servers ({@code error} or
 * {@code detail} as a text), or else the bare text.
 *
 * @param code such as {@code limit_requests} or {@code Throttling.RateQuota}; empty if none was given
 */
record ErrorBody(String code, String message) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 300;

    static ErrorBody parse(String body) {
        JsonNode tree = tree(body);
        JsonNode error = tree.path("error").isObject() ? tree.path("error") : tree;
        if (!error.hasNonNull("message") && !error.hasNonNull("code")) {
            return new ErrorBody("", shortened(text(tree, body).strip()));
        }
        JsonNode code = error.path("code").isTextual() ? error.path("code") : error.path("type");
        return new ErrorBody(
                code.asText(""), shortened(error.path("message").asText("").strip()));
    }

    boolean hasCode(String other) {
        return code.equalsIgnoreCase(other);
    }

    boolean codeStartsWith(String start) {
        return code.regionMatches(true, 0, start, 0, start.length());
    }

    boolean says(String words) {
        return message.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** As vLLM, Ollama and others say it, without a code of its own. */
    boolean saysThatAModelIsMissing() {
        return says("model") && (says("does not exist") || says("not found"));
    }

    private static String text(JsonNode tree, String body) {
        JsonNode text = tree.path("error").isTextual() ? tree.path("error") : tree.path("detail");
        if (text.isMissingNode()) {
            return body;
        }
        return text.isTextual() ? text.asText() : text.toString();
    }

    private static JsonNode tree(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree.isArray() ? tree.path(0) : tree;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
