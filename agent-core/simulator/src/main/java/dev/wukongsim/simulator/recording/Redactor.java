package dev.wukongsim.simulator.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the secrets out of one exchange: its request first, then its answer. */
final class Redactor {

    private static final Pattern PLACEHOLDER = Pattern.compile("⟦REDACTED:secret-\\d+⟧.*");

    private final Pattern secret;
    private final Map<String, String> placeholders = new HashMap<>();

    Redactor(Pattern secret) {
        this.secret = secret;
    }

    static boolean isPlaceholder(String text) {
        return PLACEHOLDER.matcher(text).matches();
    }

    String redact(String text) {
        Matcher matcher = secret.matcher(text);
        StringBuilder redacted = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            String group = matcher.group("bare") == null ? "named" : "bare";
            redacted.append(text, end, matcher.start(group)).append(placeholder(matcher.group(group)));
            end = matcher.end(group);
        }
        return end == 0 ? text : redacted.append(text, end, text.length()).toString();
    }

    JsonNode redact(JsonNode json) {
        if (json.isTextual()) {
            return TextNode.valueOf(redact(json.textValue()));
        }
        if (json.isArray()) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> elements.add(redact(element)));
            return elements;
        }
        if (json.isObject()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(field -> fields.set(field.getKey(), redact(field.getKey(), field.getValue())));
            return fields;
        }
        return json;
    }

    private JsonNode redact(String name, JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() && Redaction.isSecretName(name)
                ? TextNode.valueOf(placeholder(value.textValue()))
                : redact(value);
    }

    private String placeholder(String found) {
        return placeholders.computeIfAbsent(found, text -> "⟦REDACTED:secret-" + (placeholders.size() + 1) + "⟧");
    }
}
