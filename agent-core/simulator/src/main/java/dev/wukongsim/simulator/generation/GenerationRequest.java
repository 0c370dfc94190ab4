package dev.wukongsim.simulator.generation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wukongsim.qwen.Catalogue;
import dev.wukongsim.simulator.chat.Caller;
import dev.wukongsim.simulator.chat.ChatCall;
import dev.wukongsim.simulator.fault.ProviderError;
import dev.wukongsim.simulator.fault.RefusedException;
import dev.wukongsim.simulator.protocol.HttpCall;
import java.util.Locale;
import java.util.Set;

/**
 * A request in the provider's own form.
 *
 * @param asMessage whether the result is a message; if not, it is a text
 * @param incremental whether each event of a stream brings a piece; if not, all that was said so far
 */
record GenerationRequest(ChatCall call, boolean asMessage, boolean incremental) {

    private static final String FORMAT = "result_format";
    private static final String PIECES = "incremental_output";
    private static final Set<String> FORMATS = Set.of("message", "text");

    /**
     * Read a request.
     *
     * @throws RefusedException if the provider would refuse it
     */
    static GenerationRequest of(HttpCall http, Catalogue catalogue) {
        JsonNode request = http.json();
        JsonNode parameters = request.path("parameters");
        ChatCall call =
                ChatCall.of(compatible(request, wantsStream(http)), http.body().length, Caller.of(http), catalogue);
        check(parameters, call);
        boolean thinks = call.thinks();
        return new GenerationRequest(
                call,
                parameters.path(FORMAT).asText(thinks ? "message" : "text").equals("message"),
                parameters.path(PIECES).asBoolean(thinks));
    }

    static boolean wantsStream(HttpCall http) {
        return http.header("X-DashScope-SSE").map("enable"::equalsIgnoreCase).orElse(false)
                || http.header("Accept")
                        .map(type -> type.toLowerCase(Locale.ROOT).contains("text/event-stream"))
                        .orElse(false);
    }

    private static ObjectNode compatible(JsonNode request, boolean stream) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (request.path("parameters").isObject()) {
            body.setAll((ObjectNode) request.path("parameters"));
            body.remove(Set.of(FORMAT, PIECES));
        }
        body.set("model", request.path("model"));
        body.set("messages", messages(request.path("input")));
        return body.put("stream", stream);
    }

    /** The messages; where there are none, the older form of questions and answers, and a prompt. */
    private static JsonNode messages(JsonNode input) {
        if (input.has("messages")) {
            return input.path("messages");
        }
        if (!input.path("prompt").isTextual()) {
            throw invalid("Required parameter(s) missing or invalid, please check the request parameters: 'input' must "
                    + "have 'messages' or 'prompt'.");
        }
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (JsonNode earlier : input.path("history")) {
            add(messages, "user", earlier.path("user").asText(""));
            add(messages, "assistant", earlier.path("bot").asText(""));
        }
        add(messages, "user", input.path("prompt").asText());
        return messages;
    }

    private static void add(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }

    private static void check(JsonNode parameters, ChatCall call) {
        String format = parameters.path(FORMAT).asText("message");
        if (!FORMATS.contains(format)) {
            throw invalid("The result_format parameter must be \"message\" or \"text\", not \"" + format + "\"");
        }
        if (call.streams() && call.thinks() && !parameters.path(PIECES).asBoolean(true)) {
            throw invalid("The incremental_output parameter must be \"true\" when enable_thinking is true");
        }
        if (format.equals("message") && (parameters.has(FORMAT) || call.thinks())) {
            return;
        }
        if (call.thinks()) {
            throw invalid("The result_format parameter must be \"message\" when enable_thinking is true");
        }
        if (!parameters.path("tools").isEmpty() || call.choices() > 1) {
            throw invalid("The result_format parameter must be \"message\" when tools are given or n is above 1");
        }
    }

    private static RefusedException invalid(String message) {
        return new RefusedException(ProviderError.invalidRequest(message));
    }
}
