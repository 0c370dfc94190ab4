package dev.wukongsim.qwen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What an endpoint said went wrong, in either of its two forms; or the bare text, if it is neither.
 *
 * @param code such as {@code Throttling.RateQuota} or {@code limit_requests}; empty if none was given
 */
record ErrorBody(String code, String message) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 300;

    static ErrorBody parse(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            JsonNode error = tree.path("error").isObject() ? tree.path("error") : tree;
            if (error.hasNonNull("message") || error.hasNonNull("code")) {
                String code = error.path("code").asText("");
                return new ErrorBody(
                        code.isEmpty() || code.equals("null")
                                ? error.path("type").asText("")
                                : code,
                        error.path("message").asText("").strip());
            }
        } catch (JsonProcessingException e) {
            return text(body);
        }
        return text(body);
    }

    boolean says(String words) {
        return message.regionMatches(true, 0, words, 0, words.length())
                || message.toLowerCase(java.util.Locale.ROOT).contains(words.toLowerCase(java.util.Locale.ROOT));
    }

    private static ErrorBody text(String body) {
        String text = body.strip();
        return new ErrorBody("", text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }
}
