package dev.wukongsim.simulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wukongsim.qwen.CatalogueModel;
import dev.wukongsim.qwen.Thinking;
import dev.wukongsim.simulator.fault.ProviderError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the provider refuses a chat request for, seen from the request and the model alone. The first rule that is broken speaks. */
final class RequestRules {

    private static final String TWO_SETTINGS = "thinking_budget and reasoning_effort cannot be set together.";
    private static final String NO_WORD_JSON = "'messages' must contain the word 'json' in some form, to use "
            + "'response_format' of type 'json_object'.";
    private static final String CHOICE = "tool_choice is one of the strings that should be [\"none\", \"auto\"]";
    private static final String NO_CALLS_BEFORE =
            "messages with role \"tool\" must be a response to a preceeding message with \"tool_calls\".";
    private static final int MOST_CHOICES = 4;

    /** Says what is wrong; null if nothing is. */
    @FunctionalInterface
    private interface Rule {
        @Nullable ProviderError violation(JsonNode request, CatalogueModel model);
    }

    private static final List<Rule> RULES = List.of(
            RequestRules::thinking,
            RequestRules::streaming,
            RequestRules::thinkingBudget,
            RequestRules::tools,
            (request, model) -> toolChoice(request),
            (request, model) -> toolMessages(request),
            RequestRules::responseFormat,
            RequestRules::choices,
            RequestRules::maxTokens);

    private RequestRules() {}

    /** The provider's complaint about a request; empty if it has none. */
    static Optional<ProviderError> violation(JsonNode request, CatalogueModel model) {
        return RULES.stream()
                .flatMap(rule -> Stream.ofNullable(rule.violation(request, model)))
                .findFirst();
    }

    /** Whether the answer has thinking before it. */
    static boolean thinks(JsonNode request, CatalogueModel model) {
        JsonNode asked = request.path("enable_thinking");
        return switch (model.thinking().mode()) {
            case NEVER -> false;
            case OFF -> asked.asBoolean(false);
            case ON -> asked.asBoolean(true);
            case ALWAYS -> true;
        };
    }

    /** The complaint about an input that is too long for the model. */
    static Optional<ProviderError> inputViolation(long tokens, CatalogueModel model) {
        return tokens <= model.maxInput()
                ? Optional.empty()
                : Optional.of(
                        ProviderError.invalidRequest("Range of input length should be [1, " + model.maxInput() + "]"));
    }

    private static @Nullable ProviderError thinking(JsonNode request, CatalogueModel model) {
        boolean wanted = request.path("enable_thinking").asBoolean(false);
        return wanted && model.thinking().equals(Thinking.NEVER) ? ProviderError.noThinking(model.id()) : null;
    }

    private static @Nullable ProviderError streaming(JsonNode request, CatalogueModel model) {
        if (request.path("stream").asBoolean(false) || !model.thinking().streamOnly() || !thinks(request, model)) {
            return null;
        }
        return ProviderError.invalidRequest(
                switch (model.thinking().mode()) {
                    case ALWAYS ->
                        "This model only support stream mode, please enable the stream parameter to access the model.";
                    case NEVER, OFF, ON -> "parameter.enable_thinking must be set to false for non-streaming calls";
                });
    }

    private static @Nullable ProviderError thinkingBudget(JsonNode request, CatalogueModel model) {
        JsonNode budget = request.path("thinking_budget");
        if (budget.isMissingNode() || budget.isNull()) {
            return null;
        }
        if (!budget.isIntegralNumber() || budget.asLong() < 1 || budget.asLong() > model.maxOutput()) {
            return ProviderError.invalidRequest(
                    "The thinking_budget parameter must be a positive integer and not greater than "
                            + model.maxOutput());
        }
        return request.hasNonNull("reasoning_effort") ? ProviderError.invalidRequest(TWO_SETTINGS) : null;
    }

    private static @Nullable ProviderError tools(JsonNode request, CatalogueModel model) {
        JsonNode tools = request.path("tools");
        if (tools.isMissingNode() || tools.isNull()) {
            return null;
        }
        if (tools.isEmpty()) {
            return ProviderError.invalidRequest("[] is too short - 'tools'");
        }
        for (JsonNode tool : tools) {
            if (tool.path("function").path("name").asText("").equals("search")) {
                return ProviderError.invalidRequest("Tool names are not allowed to be [search]");
            }
        }
        return model.callsTools() ? null : ProviderError.invalidRequest("The tool call is not supported.");
    }

    private static @Nullable ProviderError toolChoice(JsonNode request) {
        JsonNode choice = request.path("tool_choice");
        boolean known = !choice.isTextual() || List.of("none", "auto").contains(choice.asText());
        return known ? null : ProviderError.invalidRequest(CHOICE);
    }

    private static @Nullable ProviderError toolMessages(JsonNode request) {
        boolean called = false;
        for (JsonNode message : request.path("messages")) {
            boolean result = message.path("role").asText("").equals("tool");
            if (result && !called) {
                return ProviderError.invalidRequest(NO_CALLS_BEFORE);
            }
            called = result || !message.path("tool_calls").isEmpty();
        }
        return null;
    }

    private static @Nullable ProviderError responseFormat(JsonNode request, CatalogueModel model) {
        String type = request.path("response_format").path("type").asText("text");
        if (!type.startsWith("json")) {
            return null;
        }
        if (thinks(request, model)) {
            return ProviderError.invalidRequest("Json mode response is not supported when enable_thinking is true");
        }
        boolean named = type.equals("json_schema")
                || request.path("messages").toString().toLowerCase(Locale.ROOT).contains("json");
        return named ? null : ProviderError.invalidRequest(NO_WORD_JSON);
    }

    private static @Nullable ProviderError choices(JsonNode request, CatalogueModel model) {
        int wanted = request.path("n").asInt(1);
        boolean several =
                model.id().equals("qwen-plus") && request.path("tools").isEmpty();
        int most = several ? MOST_CHOICES : 1;
        return wanted >= 1 && wanted <= most
                ? null
                : ProviderError.invalidRequest("Range of n should be [1, " + most + "]");
    }

    private static @Nullable ProviderError maxTokens(JsonNode request, CatalogueModel model) {
        for (String name : List.of("max_tokens", "max_completion_tokens")) {
            JsonNode limit = request.path(name);
            boolean stated = limit.isNumber() || limit.isTextual();
            if (stated && (limit.asLong(0) < 1 || limit.asLong() > model.maxOutput())) {
                return ProviderError.invalidRequest("Range of " + name + " should be [1, " + model.maxOutput() + "]");
            }
        }
        return null;
    }
}
